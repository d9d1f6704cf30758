package dev.easel.fal;

import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import java.util.Optional;

/** What fal's types, words and statuses mean, given on whose key it works. */
final class Judgement {
  private final Payer payer;

  Judgement(Payer payer) {
    this.payer = payer;
  }

  /** What the last status of a failed run says. */
  Fault fault(QueueStatus status) {
    return downstream(status.error())
        .or(() -> status.errorType().flatMap(ErrorTypes::find).map(ErrorTypes.Meaning::fault))
        .orElseGet(() -> untyped(code(status), status.error()));
  }

  /** The HTTP status that stands for a failed run; zero if nothing tells. */
  static int code(QueueStatus status) {
    return status
        .errorType()
        .flatMap(ErrorTypes::find)
        .map(ErrorTypes.Meaning::status)
        .or(status::errorCode)
        .orElse(0);
  }

  /** What an error body says. */
  Fault fault(int status, ErrorBody body) {
    Fault fault =
        body.type()
            .flatMap(ErrorTypes::find)
            .map(ErrorTypes.Meaning::fault)
            .orElseGet(() -> untyped(status, body.message()));
    return switch (payer) {
      case OPERATOR -> fault;
      case CALLER ->
          body.ofModel() ? downstream(body.message()).orElse(fault) : notTheCallers(fault);
    };
  }

  /** An account without money has no type of its own, only words. */
  private static Fault untyped(int status, Optional<String> message) {
    return status == 403 && message.orElse("").contains("Exhausted balance")
        ? Fault.ACCOUNT_EXHAUSTED
        : ErrorTypes.byStatus(status);
  }

  /** What is said of the caller's account at OpenAI. */
  private Optional<Fault> downstream(Optional<String> message) {
    return payer == Payer.CALLER ? message.flatMap(DownstreamWords::find) : Optional.empty();
  }

  /**
   * What fal itself says of a key, it says of the operator's, about which the caller can do
   * nothing.
   */
  private static Fault notTheCallers(Fault fault) {
    return switch (fault) {
      case KEY_REJECTED, ACCOUNT_EXHAUSTED, MODEL_FORBIDDEN -> Fault.UNAVAILABLE;
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
          fault;
    };
  }

  /** Older answers say Retryable, newer ones Needs-Retry; a caller's own timeout is final. */
  static boolean retryable(Reply reply, Fault fault) {
    if (reply.header("X-Fal-Request-Timeout-Type").equals(Optional.of("user"))) {
      return false;
    }
    return reply
        .header("X-Fal-Retryable")
        .or(() -> reply.header("X-Fal-Needs-Retry"))
        .map(word -> word.equals("true") || word.equals("1"))
        .orElse(fault.passing() && reply.status() != 422);
  }

  /**
   * What never started is not billed. fal does not bill a run that crashed either; but what OpenAI
   * did for it, it may bill to the caller.
   */
  Fate runFate(int status, Fault fault, boolean started) {
    boolean crashed = status >= 500;
    boolean unbilled =
        started ? crashed && payer == Payer.OPERATOR : crashed || fault == Fault.CANCELLED;
    return unbilled ? Fate.FAILED_UNBILLED : Fate.FAILED_PERHAPS_BILLED;
  }

  /** What went wrong on the way. */
  static Fault fault(TransportException.Reason reason) {
    return switch (reason) {
      case NAME, CONNECT, TLS, BROKEN -> Fault.UNAVAILABLE;
      case SILENT, TOO_SLOW, DEADLINE -> Fault.TIMED_OUT;
      case TOO_LARGE -> Fault.RESPONSE_INVALID;
      case ABORTED -> Fault.ABORTED;
      case SOURCE -> Fault.STORAGE_FAILED;
    };
  }
}
