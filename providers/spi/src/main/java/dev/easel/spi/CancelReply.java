package dev.easel.spi;

/** What a seller says to a cancel. */
public enum CancelReply {
  /** The seller will try to stop; the job may still finish. */
  REQUESTED,
  /** Too late: the work is over, whatever its outcome. */
  ALREADY_OVER,
  /** The seller does not know the job, or no longer. */
  UNKNOWN_JOB,
  /** This seller cannot cancel. */
  NOT_SUPPORTED
}
