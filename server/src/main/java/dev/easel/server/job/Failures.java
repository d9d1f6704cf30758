package dev.easel.server.job;

import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import java.util.Optional;

/** A provider's failure in Easel's words. */
final class Failures {
  private Failures() {}

  /**
   * Translates a failure.
   *
   * @param callerKey whether the caller's own key was used: then a refused key is the caller's to
   *     mend, else it is the operator's
   */
  static Failure of(ProviderFailure failure, boolean callerKey) {
    if (failure.fate() == Fate.OUTCOME_UNKNOWN) {
      return Failure.of(
          Reason.PROVIDER_OUTCOME_UNKNOWN,
          Fate.Charge.UNKNOWN,
          failure.message() + ". It may have been charged; it is not asked for again");
    }
    if (isWithheld(failure)) {
      return Failure.of(Reason.STORE_UNAVAILABLE, Fate.Charge.NONE, failure.message()).again();
    }
    boolean ours = isAboutTheKey(failure.fault()) && !callerKey;
    return new Failure(
        ours ? Reason.PROVIDER_UNAVAILABLE : reason(failure.fault()),
        ours
            ? "the service's own account there was refused: " + failure.message()
            : failure.message(),
        ours || failure.retryable(),
        failure.retryAfter(),
        failure.fate().charge(),
        failure.code(),
        failure.fields());
  }

  /** Whether we took the request back before anything of it left. */
  static boolean isWithheld(ProviderFailure failure) {
    return failure.fate() == Fate.NOT_SENT && failure.fault() == Fault.ABORTED;
  }

  /** A failure for work that ended because it was told to. */
  static Failure stopped(Reason reason, Fate.Charge charge, Optional<String> code) {
    String message =
        reason == Reason.EXECUTION_TIMEOUT
            ? "the provider took longer than the execution timeout"
            : "cancelled by the caller" + doubt(charge);
    return new Failure(reason, message, false, Optional.empty(), charge, code, java.util.List.of());
  }

  private static String doubt(Fate.Charge charge) {
    return charge == Fate.Charge.UNKNOWN
        ? "; the provider may have done the work by then, and may bill it"
        : "";
  }

  private static boolean isAboutTheKey(Fault fault) {
    return switch (fault) {
      case KEY_REJECTED, MODEL_FORBIDDEN, ACCOUNT_EXHAUSTED -> true;
      case REQUEST_REJECTED,
          SOURCE_INVALID,
          SOURCE_FORBIDDEN,
          SOURCE_UNREACHABLE,
          CONTENT_BLOCKED_INPUT,
          CONTENT_BLOCKED_OUTPUT,
          MODEL_UNKNOWN,
          RATE_LIMITED,
          UNAVAILABLE,
          TIMED_OUT,
          RESPONSE_INVALID,
          EMPTY_RESULT,
          RESULT_UNREACHABLE,
          CANCELLED,
          ABORTED,
          STORAGE_FAILED ->
          false;
    };
  }

  private static Reason reason(Fault fault) {
    return switch (fault) {
      case REQUEST_REJECTED -> Reason.PROVIDER_REJECTED_REQUEST;
      case SOURCE_INVALID -> Reason.SOURCE_IMAGE_INVALID;
      case SOURCE_FORBIDDEN -> Reason.SOURCE_URI_FORBIDDEN;
      case SOURCE_UNREACHABLE -> Reason.SOURCE_IMAGE_UNREACHABLE;
      case CONTENT_BLOCKED_INPUT -> Reason.CONTENT_BLOCKED_INPUT;
      case CONTENT_BLOCKED_OUTPUT -> Reason.CONTENT_BLOCKED_OUTPUT;
      case KEY_REJECTED -> Reason.PROVIDER_KEY_REJECTED;
      case MODEL_FORBIDDEN -> Reason.PROVIDER_MODEL_FORBIDDEN;
      case MODEL_UNKNOWN -> Reason.MODEL_NOT_FOUND;
      case ACCOUNT_EXHAUSTED -> Reason.PROVIDER_ACCOUNT_EXHAUSTED;
      case RATE_LIMITED -> Reason.PROVIDER_RATE_LIMITED;
      // A seller that stops unasked has let us down; our own cancels never come this way.
      case UNAVAILABLE, ABORTED, CANCELLED -> Reason.PROVIDER_UNAVAILABLE;
      case TIMED_OUT -> Reason.PROVIDER_TIMEOUT;
      case RESPONSE_INVALID -> Reason.PROVIDER_RESPONSE_INVALID;
      case EMPTY_RESULT -> Reason.PROVIDER_EMPTY_RESULT;
      case RESULT_UNREACHABLE, STORAGE_FAILED -> Reason.RESULT_FETCH_FAILED;
    };
  }
}
