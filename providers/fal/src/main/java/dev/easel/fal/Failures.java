package dev.easel.fal;

import dev.easel.http.DownloadException;
import dev.easel.http.Reply;
import dev.easel.http.RetryAfter;
import dev.easel.http.SafeText;
import dev.easel.http.TransportException;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Says what a failure at fal means. On a submit, "not bought" is proven by three things only: the
 * request was not wholly sent; or fal itself answered with one of a few statuses; all else is
 * unknown. fal bills no run that ended in a 5xx, and may bill one that ended in a 422 (fal.ai/docs,
 * FAQ).
 */
final class Failures {
  private static final List<Integer> REFUSALS = List.of(400, 401, 403, 404, 413, 415, 422, 429);

  private final SafeText safe;
  private final InstantSource clock;
  private final Payer payer;

  Failures(SafeText safe, InstantSource clock, Payer payer) {
    this.safe = safe;
    this.clock = clock;
    this.payer = payer;
  }

  /** The same, in whose words another secret is not shown either. It is not held for that. */
  Failures masking(Secret secret) {
    return new Failures(safe.masking(secret), clock, payer);
  }

  SafeText safeText() {
    return safe;
  }

  /** A submit without a whole answer. */
  ProviderException submitLost(TransportException failure) {
    Fate fate = failure.sent() ? Fate.OUTCOME_UNKNOWN : Fate.NOT_SENT;
    Fault fault = fault(failure.reason());
    String consequence =
        failure.sent() ? "; fal may have taken the request" : "; the request was not sent";
    return new ProviderException(
        ProviderFailure.of(fate, fault, failure.problem() + consequence)
            .withRetryable(fate == Fate.NOT_SENT && fault.passing()),
        failure);
  }

  /** A submit that was answered with anything but success. */
  ProviderException submitRefused(Reply reply) {
    Optional<ErrorBody> body = ErrorBody.of(reply);
    return body.isPresent() && REFUSALS.contains(reply.status())
        ? new ProviderException(failure(Fate.REFUSED, reply, body.get()))
        : submitUnclear(reply, "status " + reply.status());
  }

  /** A submit whose answer says neither yes nor no. */
  ProviderException submitUnclear(Reply reply, String what) {
    ProviderFailure failure =
        ProviderFailure.of(
                Fate.OUTCOME_UNKNOWN,
                reply.successful() ? Fault.RESPONSE_INVALID : ErrorTypes.byStatus(reply.status()),
                "fal answered the request with " + what + "; it may have taken the request")
            .withRetryable(false);
    return new ProviderException(withRequestId(failure, reply));
  }

  /** A source that was to be uploaded, and was refused. */
  ProviderException uploadRefused(Reply reply) {
    Optional<ErrorBody> body = ErrorBody.of(reply);
    if (body.isPresent() && isAboutAccount(reply.status())) {
      return new ProviderException(failure(Fate.NOT_SENT, reply, body.get()));
    }
    return uploadUnclear("fal's storage answered with status " + reply.status());
  }

  /** A source that was to be uploaded, and of which nobody knows where it is. */
  ProviderException uploadUnclear(String problem) {
    return new ProviderException(
        ProviderFailure.of(
            Fate.NOT_SENT, Fault.UNAVAILABLE, problem + "; the sources could not be uploaded"));
  }

  /** A source that was to be uploaded, without an answer. */
  ProviderException uploadLost(TransportException failure) {
    return new ProviderException(
        ProviderFailure.of(
            Fate.NOT_SENT,
            fault(failure.reason()),
            failure.problem() + "; the sources could not be uploaded"),
        failure);
  }

  /** A source whose bytes the host could not give. */
  ProviderException sourceUnreadable(IOException failure) {
    return new ProviderException(
        ProviderFailure.of(Fate.NOT_SENT, Fault.STORAGE_FAILED, "a source image could not be read"),
        failure);
  }

  private static boolean isAboutAccount(int status) {
    return status == 401 || status == 402 || status == 403 || status == 429;
  }

  /** An accepted request that could not be followed to its end. */
  ProviderException followLost(TransportException failure, QueueTicket ticket) {
    return new ProviderException(
        ProviderFailure.of(
                Fate.OUTCOME_UNKNOWN,
                fault(failure.reason()),
                failure.problem() + "; fal has the request and may still finish it")
            .withRetryable(false)
            .withRequestId(ticket.requestId()),
        failure);
  }

  /** fal refuses to say what became of an accepted request. */
  ProviderException followRefused(Reply reply, QueueTicket ticket) {
    boolean forgotten = reply.status() == 404 || reply.status() == 410;
    return new ProviderException(
        ProviderFailure.of(
                forgotten ? Fate.FAILED_PERHAPS_BILLED : Fate.OUTCOME_UNKNOWN,
                forgotten ? Fault.RESULT_UNREACHABLE : ErrorTypes.byStatus(reply.status()),
                forgotten
                    ? "fal no longer knows the request that it had accepted"
                    : "fal answers with status " + reply.status() + " when asked for the request")
            .withRetryable(false)
            .withRequestId(ticket.requestId()));
  }

  /** A cancel that did not reach fal, or was not understood. */
  ProviderException cancelFailed(String problem, Fault fault, QueueTicket ticket) {
    return new ProviderException(
        ProviderFailure.of(
                Fate.OUTCOME_UNKNOWN, fault, "fal could not be asked to stop: " + problem)
            .withRequestId(ticket.requestId()));
  }

  /** A run that ended in an error, told by the answer that stands for its result. */
  ProviderException runFailed(Reply reply, ErrorBody body, QueueTicket ticket, boolean started) {
    ProviderFailure failure = failure(Fate.FAILED_PERHAPS_BILLED, reply, body);
    return new ProviderException(
        withFate(failure, runFate(reply.status(), failure.fault(), started))
            .withRequestId(ticket.requestId()));
  }

  /** A run that ended in an error of which only the status tells. */
  ProviderException runFailed(QueueStatus status, QueueTicket ticket, boolean started) {
    Optional<ErrorTypes.Meaning> meaning = status.errorType().flatMap(ErrorTypes::find);
    int code = meaning.map(ErrorTypes.Meaning::status).or(status::errorCode).orElse(0);
    Fault fault =
        downstream(status.error())
            .or(() -> meaning.map(ErrorTypes.Meaning::fault))
            .orElseGet(() -> untyped(code, status.error()));
    ProviderFailure failure =
        ProviderFailure.of(
                runFate(code, fault, started), fault, sentence(status.errorType(), status.error()))
            .withRetryable(fault.passing() && code >= 500)
            .withRequestId(ticket.requestId());
    return new ProviderException(
        status.errorType().map(safe::of).map(failure::withCode).orElse(failure));
  }

  /** A completed run whose result could not be asked for in time. */
  ProviderException resultLost(TransportException failure, QueueTicket ticket) {
    Fault fault =
        failure.reason() == TransportException.Reason.ABORTED
            ? Fault.ABORTED
            : Fault.RESULT_UNREACHABLE;
    return new ProviderException(
        ProviderFailure.of(Fate.FAILED_PERHAPS_BILLED, fault, failure.problem())
            .withRequestId(ticket.requestId()),
        failure);
  }

  /** A run that succeeded with a result that cannot be used. */
  ProviderException resultUnusable(Fault fault, String problem, QueueTicket ticket) {
    return new ProviderException(
        ProviderFailure.of(Fate.FAILED_PERHAPS_BILLED, fault, problem)
            .withRequestId(ticket.requestId()));
  }

  /** An image that was bought and could not be fetched. */
  ProviderException notFetched(DownloadException failure, QueueTicket ticket) {
    Fault fault =
        switch (failure.reason()) {
          case NOT_ALLOWED, GONE, NOT_AN_IMAGE, TOO_LARGE, UNREACHABLE -> Fault.RESULT_UNREACHABLE;
          case NOT_STORED -> Fault.STORAGE_FAILED;
          case ABORTED -> Fault.ABORTED;
        };
    return new ProviderException(
        ProviderFailure.of(Fate.FAILED_BILLED, fault, failure.problem())
            .withRetryable(canComeYet(failure))
            .withRequestId(ticket.requestId()),
        failure);
  }

  /** Whether the image may be had by asking again. */
  private static boolean canComeYet(DownloadException failure) {
    return switch (failure.reason()) {
      // A store that does not have it may be late; the host ends this some day.
      case GONE, NOT_AN_IMAGE, UNREACHABLE, NOT_STORED, ABORTED -> true;
      case NOT_ALLOWED, TOO_LARGE -> false;
    };
  }

  private ProviderFailure failure(Fate fate, Reply reply, ErrorBody body) {
    Fault fault = fault(reply.status(), body);
    ProviderFailure failure =
        ProviderFailure.of(fate, fault, sentence(body.type(), body.message()))
            .withRetryable(retryable(reply, fault))
            .withFields(FieldNames.ours(body.fields()));
    failure = body.type().map(safe::of).map(failure::withCode).orElse(failure);
    return withRequestId(
        RetryAfter.of(reply, clock).map(failure::withRetryAfter).orElse(failure), reply);
  }

  private Fault fault(int status, ErrorBody body) {
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
      default -> fault;
    };
  }

  /** Older answers say Retryable, newer ones Needs-Retry; a caller's own timeout is final. */
  private static boolean retryable(Reply reply, Fault fault) {
    if (reply.header("X-Fal-Request-Timeout-Type").equals(Optional.of("user"))) {
      return false;
    }
    return reply
        .header("X-Fal-Retryable")
        .or(() -> reply.header("X-Fal-Needs-Retry"))
        .map(word -> word.equals("true") || word.equals("1"))
        .orElse(fault.passing() && reply.status() != 422);
  }

  /** What never started is not billed. */
  private static Fate runFate(int status, Fault fault, boolean started) {
    boolean stoppedInQueue = fault == Fault.CANCELLED && !started;
    return status >= 500 || stoppedInQueue ? Fate.FAILED_UNBILLED : Fate.FAILED_PERHAPS_BILLED;
  }

  private static Fault fault(TransportException.Reason reason) {
    return switch (reason) {
      case NAME, CONNECT, TLS, BROKEN, SENT_TWICE -> Fault.UNAVAILABLE;
      case SILENT, TOO_SLOW, DEADLINE -> Fault.TIMED_OUT;
      case TOO_LARGE -> Fault.RESPONSE_INVALID;
      case ABORTED -> Fault.ABORTED;
    };
  }

  private String sentence(Optional<String> type, Optional<String> message) {
    String text = message.map(safe::of).filter(words -> !words.isEmpty()).orElse("no reason given");
    return "fal says: " + text + type.map(word -> " (" + safe.of(word) + ")").orElse("");
  }

  private ProviderFailure withRequestId(ProviderFailure failure, Reply reply) {
    return reply
        .header("x-fal-request-id")
        .map(safe::of)
        .map(failure::withRequestId)
        .orElse(failure);
  }

  private static ProviderFailure withFate(ProviderFailure failure, Fate fate) {
    return new ProviderFailure(
        fate,
        failure.fault(),
        failure.message(),
        failure.retryable(),
        failure.retryAfter(),
        failure.code(),
        failure.requestId(),
        failure.fields());
  }
}
