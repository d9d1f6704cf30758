package dev.easel.testkit;

import dev.easel.spi.Fate;

/** A way in which an upstream can fail, and the only thing that a provider may conclude from it. */
public enum Mishap {
  /** Nothing listens. */
  UNREACHABLE(Fate.NOT_SENT),
  /** The key is not accepted. */
  KEY_REFUSED(Fate.REFUSED),
  /** The account has no money left. */
  ACCOUNT_EMPTY(Fate.REFUSED),
  /** A parameter is refused at once. */
  PARAMETER_REFUSED(Fate.REFUSED),
  /** Too many requests for now. */
  RATE_LIMITED(Fate.REFUSED),
  /** The submit is answered with status 500. */
  SUBMIT_CRASHED(Fate.OUTCOME_UNKNOWN),
  /** The submit is answered with 503 and the request to send it again at once. */
  SUBMIT_SENT_BACK(Fate.OUTCOME_UNKNOWN),
  /** The submit is answered with a redirect that keeps the method. */
  SUBMIT_REDIRECTED(Fate.OUTCOME_UNKNOWN),
  /** The connection is cut when the whole submit has been read. */
  ANSWER_CUT(Fate.OUTCOME_UNKNOWN),
  /** The submit is answered with success, and a page that is no answer. */
  ANSWER_UNREADABLE(Fate.OUTCOME_UNKNOWN),
  /** The submit is read and never answered. */
  ANSWER_WITHHELD(Fate.OUTCOME_UNKNOWN),
  /** The submit is taken, and the work never ends. */
  WORK_ENDLESS(Fate.OUTCOME_UNKNOWN),
  /** The submit is taken, and the work ends in the seller's own failure, which it does not bill. */
  WORK_CRASHED(Fate.FAILED_UNBILLED),
  /** The submit is taken, and the work is blocked by policy, which the seller may bill. */
  WORK_BLOCKED(Fate.FAILED_PERHAPS_BILLED),
  /** The work succeeds, and its image is not there. */
  RESULT_GONE(Fate.FAILED_BILLED);

  private final Fate fate;

  Mishap(Fate fate) {
    this.fate = fate;
  }

  /** What a provider says became of the submit. */
  public Fate fate() {
    return fate;
  }

  /** Whether the upstream has the whole submit in its hands. */
  public boolean arrives() {
    return this != UNREACHABLE;
  }

  /** Whether it ends only with the call. */
  public boolean endless() {
    return this == ANSWER_WITHHELD || this == WORK_ENDLESS;
  }
}
