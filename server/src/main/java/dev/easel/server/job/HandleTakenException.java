package dev.easel.server.job;

import dev.easel.server.domain.JobId;

/**
 * A handle was to be kept that another attempt at the same instance has: one of the two cannot be
 * what it is taken for, and the first stays.
 */
public final class HandleTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Names the job whose handle was refused. */
  public HandleTakenException(JobId id) {
    super("the handle of job " + id + " belongs to another attempt");
  }
}
