package dev.easel.http;

import org.jspecify.annotations.Nullable;

/** There is no answer, or not all of it. Its message names the host and nothing that was sent. */
public final class TransportException extends Exception {
  private static final long serialVersionUID = 1;

  /** What happened. */
  public enum Reason {
    /** The host's name could not be resolved. */
    NAME,
    /** No connection came about. */
    CONNECT,
    /** No secure connection came about. */
    TLS,
    /** The connection broke. */
    BROKEN,
    /** Nothing arrived for longer than the idle limit. */
    SILENT,
    /** The answer trickled, or took longer than one exchange may. */
    TOO_SLOW,
    /** The answer is longer than it may be. */
    TOO_LARGE,
    /** The whole call's deadline has passed. */
    DEADLINE,
    /** The host ended the call. */
    ABORTED,
    /** What was to be sent could not be read, or was not what it had been said to be: by us. */
    SOURCE
  }

  private final Reason reason;
  private final boolean sent;
  private final String problem;

  /**
   * Says what happened.
   *
   * @param sent whether the whole request may have left: only {@code false} is proof
   */
  public TransportException(
      Reason reason, boolean sent, String problem, @Nullable Throwable cause) {
    super(problem, cause);
    this.reason = reason;
    this.sent = sent;
    this.problem = problem;
  }

  /** What happened. */
  public Reason reason() {
    return reason;
  }

  /** Whether the whole request may have left. When false, the seller cannot have understood it. */
  public boolean sent() {
    return sent;
  }

  /** What happened, for people. */
  public String problem() {
    return problem;
  }

  /** Whether asking again, where that is free, makes sense within the same call. */
  public boolean passing() {
    return switch (reason) {
      case NAME, CONNECT, TLS, BROKEN, SILENT, TOO_SLOW -> true;
      case TOO_LARGE, DEADLINE, ABORTED, SOURCE -> false;
    };
  }
}
