package dev.easel.spi;

/**
 * What became of a paid request that failed: the one question that decides whether another may
 * follow.
 */
public enum Fate {
  /** No byte of it was understood by the seller: name, connect or TLS failure, body not sent. */
  NOT_SENT(Charge.NONE),
  /** The seller answered that it will not do it, and bills nothing. */
  REFUSED(Charge.NONE),
  /** It may or may not have been taken, and may or may not be billed. */
  OUTCOME_UNKNOWN(Charge.UNKNOWN),
  /** It was taken and failed; the seller bills nothing. */
  FAILED_UNBILLED(Charge.NONE),
  /** It was taken and failed; the seller bills it. */
  FAILED_BILLED(Charge.MADE),
  /** It was taken and failed; whether the seller bills it is not known. */
  FAILED_PERHAPS_BILLED(Charge.UNKNOWN);

  private final Charge charge;

  Fate(Charge charge) {
    this.charge = charge;
  }

  /** Whether money was spent. */
  public Charge charge() {
    return charge;
  }

  /** Whether money was spent. */
  public enum Charge {
    /** Not known. */
    UNKNOWN,
    /** Nothing was charged. */
    NONE,
    /** The seller charged. */
    MADE
  }
}
