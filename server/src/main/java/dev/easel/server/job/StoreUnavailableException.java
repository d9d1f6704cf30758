package dev.easel.server.job;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do its work now. Whether it did it may be unknown; the same call may be made
 * again.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What the store lacks. */
  public enum Lack {
    /** Room on its disk. */
    SPACE,
    /** Its database. */
    CONNECTION
  }

  private final Lack lack;

  /**
   * Says what is missing.
   *
   * @param message one sentence for people, without secrets
   */
  public StoreUnavailableException(Lack lack, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.lack = lack;
  }

  /** What the store lacks. */
  public Lack lack() {
    return lack;
  }
}
