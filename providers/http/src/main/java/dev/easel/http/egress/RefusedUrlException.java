package dev.easel.http.egress;

/**
 * A URL may not be fetched. The message never repeats its path or query, which may hold secrets.
 */
public final class RefusedUrlException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public enum Reason {
    /** It is longer than a URL may be. */
    TOO_LONG,
    /** It is not a URL, or one that programs read differently. */
    NOT_A_URL,
    /** Its scheme is not the one that is asked for. */
    SCHEME,
    /** It carries a user or a password. */
    USER_INFORMATION,
    /** It has no host, or one that is not written as hosts are. */
    HOST,
    /** Its port is not among those allowed. */
    PORT,
    /** Its host is an address in a spelling that programs read differently. */
    SPELLING,
    /** Its host's name is one of a private network. */
    NAME,
    /** Its host is, or resolves to, an address that is not of the public internet. */
    ADDRESS
  }

  private final Reason reason;
  private final String problem;

  RefusedUrlException(Reason reason, String problem) {
    super(problem);
    this.reason = reason;
    this.problem = problem;
  }

  /** What is wrong with it. */
  public Reason reason() {
    return reason;
  }

  /** What is wrong with it, for people: a clause of which the URL is the subject. */
  public String problem() {
    return problem;
  }
}
