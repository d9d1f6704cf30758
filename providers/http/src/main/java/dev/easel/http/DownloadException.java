package dev.easel.http;

import org.jspecify.annotations.Nullable;

/** A result could not be fetched. */
public final class DownloadException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why not. */
  public enum Reason {
    /** Its URL is not one that may be fetched. */
    NOT_ALLOWED(1),
    /** The seller's store does not have it, or not for us. */
    GONE(6),
    /** What came is not a whole image. */
    NOT_AN_IMAGE(4),
    /** It is larger than it may be. */
    TOO_LARGE(1),
    /** The store did not answer properly. */
    UNREACHABLE(6),
    /** The host could not keep it. */
    NOT_STORED(1),
    /** The host ended the call. */
    ABORTED(1);

    private final int mostTries;

    Reason(int mostTries) {
      this.mostTries = mostTries;
    }

    int mostTries() {
      return mostTries;
    }
  }

  private final Reason reason;
  private final String problem;

  DownloadException(Reason reason, String problem, @Nullable Throwable cause) {
    super(problem, cause);
    this.reason = reason;
    this.problem = problem;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }

  /** Why not, for people. */
  public String problem() {
    return problem;
  }
}
