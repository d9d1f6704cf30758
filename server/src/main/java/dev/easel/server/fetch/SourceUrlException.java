package dev.easel.server.fetch;

import dev.easel.server.domain.Reason;

/** A caller's URL that is not to be fetched. */
public final class SourceUrlException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String explanation;

  SourceUrlException(Reason reason, String explanation) {
    super(explanation);
    this.reason = reason;
    this.explanation = explanation;
  }

  /** The word for programs. */
  public Reason reason() {
    return reason;
  }

  /** What is wrong, for people, without repeating what may be secret in the URL. */
  public String explanation() {
    return explanation;
  }
}
