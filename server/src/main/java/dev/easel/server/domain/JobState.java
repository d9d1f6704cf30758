package dev.easel.server.domain;

/** Life cycle of a job. */
public enum JobState {
  /** Accepted, waiting here or at the provider. */
  QUEUED(false),
  /** A provider is working. */
  RUNNING(false),
  /** Cancellation asked for, outcome not yet known. */
  CANCELLING(false),
  /** At least one image exists. */
  SUCCEEDED(true),
  /** No image, see the failure. */
  FAILED(true),
  /** Work stopped at the caller's request. */
  CANCELLED(true);

  private final boolean terminal;

  JobState(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether the job is over. */
  public boolean terminal() {
    return terminal;
  }
}
