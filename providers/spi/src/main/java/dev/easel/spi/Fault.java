package dev.easel.spi;

/** What went wrong at a seller, by what can be done about it. */
public enum Fault {
  /** The seller refused a parameter. */
  REQUEST_REJECTED(false),
  /** A source image is unreadable, too small or too large. */
  SOURCE_INVALID(false),
  /** A source's URL may not be fetched from here. */
  SOURCE_FORBIDDEN(false),
  /** A source could not be fetched. */
  SOURCE_UNREACHABLE(true),
  /** Prompt or source blocked by the seller's policy. */
  CONTENT_BLOCKED_INPUT(false),
  /** The produced image was blocked by the seller's policy. */
  CONTENT_BLOCKED_OUTPUT(false),
  /** The key was not accepted. */
  KEY_REJECTED(false),
  /** The key may not use this model. */
  MODEL_FORBIDDEN(false),
  /** The seller does not know this model, or no longer. */
  MODEL_UNKNOWN(false),
  /** The account has no money left. */
  ACCOUNT_EXHAUSTED(false),
  /** Too many requests for now. */
  RATE_LIMITED(true),
  /** The seller, or the way to it, is out of order. */
  UNAVAILABLE(true),
  /** The seller gave up waiting or working. */
  TIMED_OUT(true),
  /** The seller's answer was not understood. */
  RESPONSE_INVALID(false),
  /** The seller reported success and gave no image. */
  EMPTY_RESULT(true),
  /** The image exists, and its bytes could not be fetched. */
  RESULT_UNREACHABLE(true),
  /** The seller stopped because it was asked to. */
  CANCELLED(false),
  /** The host ended the call. */
  ABORTED(true),
  /** The host could not store what the seller gave. */
  STORAGE_FAILED(true);

  private final boolean passing;

  Fault(boolean passing) {
    this.passing = passing;
  }

  /** Whether the same request may succeed later, unless the seller says otherwise. */
  public boolean passing() {
    return passing;
  }
}
