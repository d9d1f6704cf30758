package dev.easel.server.job;

import dev.easel.server.domain.JobId;

/**
 * A change was to be made to a job by somebody who does not know yet that it is to be cancelled.
 */
public final class CancelPendingException extends Exception {
  private static final long serialVersionUID = 1;

  /** Names the job. */
  public CancelPendingException(JobId id) {
    super("job " + id + " is to be cancelled first");
  }
}
