package dev.easel.server.job;

import dev.easel.server.domain.JobId;

/** A change was to be made to a job by somebody who does not drive it any more. */
public final class StaleJobException extends Exception {
  private static final long serialVersionUID = 1;

  /** Names the job. */
  public StaleJobException(JobId id) {
    super("job " + id + " was changed by another");
  }
}
