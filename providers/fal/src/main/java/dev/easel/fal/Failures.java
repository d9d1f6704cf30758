package dev.easel.fal;

import dev.easel.http.DownloadException;
import dev.easel.http.Reply;
import dev.easel.http.RetryAfter;
import dev.easel.http.SafeText;
import dev.easel.http.TransportException;
import dev.easel.http.UnknownCodes;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Says what a failure at fal means. On a submit, "not bought" is proven by three things only: the
 * request was not wholly sent; or fal itself answered with one of a few statuses; all else is
 * unknown. fal bills no run that ended in a 5xx, and may bill one that ended in a 422 (fal.ai/docs,
 * FAQ); what a caller owes OpenAI for it, fal does not say.
 */
final class Failures {
  private static final List<Integer> REFUSALS = List.of(400, 401, 403, 404, 413, 415, 422, 429);

  private final SafeText safe;
  private final InstantSource clock;
  private final Judgement judgement;
  private final UnknownCodes unknown;

  Failures(SafeText safe, InstantSource clock, Payer payer, UnknownCodes unknown) {
    this(safe, clock, new Judgement(payer), unknown);
  }

  private Failures(SafeText safe, InstantSource clock, Judgement judgement, UnknownCodes unknown) {
    this.safe = safe;
    this.clock = clock;
    this.judgement = judgement;
    this.unknown = unknown;
  }

  /** The same, in whose words another secret is not shown either. It is not held for that. */
  Failures masking(Secret secret) {
    return new Failures(safe.masking(secret), clock, judgement, unknown);
  }

  SafeText safeText() {
    return safe;
  }

  /** A submit without a whole answer. */
  ProviderException submitLost(TransportException failure) {
    Fate fate = failure.sent() ? Fate.OUTCOME_UNKNOWN : Fate.NOT_SENT;
    Fault fault = Judgement.fault(failure.reason());
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

  /** An accepted request that could not be followed to its end. */
  ProviderException followLost(TransportException failure, QueueTicket ticket) {
    return new ProviderException(
        ProviderFailure.of(
                Fate.OUTCOME_UNKNOWN,
                Judgement.fault(failure.reason()),
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
        withFate(failure, judgement.runFate(reply.status(), failure.fault(), started))
            .withRequestId(ticket.requestId()));
  }

  /** A run that ended in an error of which only the status tells. */
  ProviderException runFailed(QueueStatus status, QueueTicket ticket, boolean started) {
    int code = Judgement.code(status);
    Fault fault = judgement.fault(status);
    ProviderFailure failure =
        ProviderFailure.of(
                judgement.runFate(code, fault, started),
                fault,
                sentence(status.errorType(), status.error()))
            .withRetryable(fault.passing() && code >= 500)
            .withRequestId(ticket.requestId());
    return new ProviderException(withCode(failure, status.errorType(), code));
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

  /** What fal says, as far as it may be shown. */
  ProviderFailure failure(Fate fate, Reply reply, ErrorBody body) {
    Fault fault = judgement.fault(reply.status(), body);
    ProviderFailure failure =
        ProviderFailure.of(fate, fault, sentence(body.type(), body.message()))
            .withRetryable(Judgement.retryable(reply, fault))
            .withFields(FieldNames.ours(body.fields()));
    failure = withCode(failure, body.type(), reply.status());
    return withRequestId(
        RetryAfter.of(reply, clock).map(failure::withRetryAfter).orElse(failure), reply);
  }

  private ProviderFailure withCode(ProviderFailure failure, Optional<String> type, int status) {
    if (type.isEmpty()) {
      return failure;
    }
    String code = safe.of(type.get());
    if (ErrorTypes.find(type.get()).isEmpty()) {
      unknown.note(code, status);
    }
    return failure.withCode(code);
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
