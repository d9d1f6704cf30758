package dev.easel.http.egress;

import org.jspecify.annotations.Nullable;

/** A caller's URL could not be fetched. The message names at most its host. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why not. */
  public enum Reason {
    /** It leads where nothing may be fetched from. */
    FORBIDDEN(false),
    /** Its host does not serve it, at least not to us. */
    NOT_SERVED(false),
    /** Its host could not be reached, failed, or was too slow. */
    UNREACHABLE(true),
    /** It is larger than it may be. */
    TOO_LARGE(false),
    /** What is there is not a PNG, JPEG or WebP image. */
    NOT_AN_IMAGE(false),
    /** The target took no more bytes. */
    NOT_STORED(true),
    /** The deadline of the call came first. */
    DEADLINE(false),
    /** The host of the call ended it. */
    ABORTED(false);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }

    /** Whether fetching again later may succeed. */
    public boolean retryable() {
      return retryable;
    }
  }

  private final Reason reason;
  private final String problem;

  SourceException(Reason reason, String problem, @Nullable Throwable cause) {
    super(problem, cause);
    this.reason = reason;
    this.problem = problem;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }

  /** Why not, for people: a clause of which the URL is the subject. */
  public String problem() {
    return problem;
  }
}
