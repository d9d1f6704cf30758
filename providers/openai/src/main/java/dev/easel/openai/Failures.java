package dev.easel.openai;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what a failure at a seller means. What was not wholly sent was not bought; an answer is
 * judged by {@link Judgement}; all else is unknown, and for a synchronous seller stays so.
 */
final class Failures {
  private final Preset preset;
  private final String seller;
  private final SafeText safe;
  private final InstantSource clock;
  private final UnknownCodes unknown;

  Failures(Preset preset, SafeText safe, InstantSource clock, UnknownCodes unknown) {
    this.preset = preset;
    this.seller = preset.seller();
    this.safe = safe;
    this.clock = clock;
    this.unknown = unknown;
  }

  /** A request without an answer, or without all of it. */
  ProviderException lost(TransportException failure, Optional<String> requestId) {
    Fate fate = failure.sent() ? Fate.OUTCOME_UNKNOWN : Fate.NOT_SENT;
    Fault fault = fault(failure.reason());
    String consequence =
        failure.sent()
            ? "; " + seller + " may have done the work and may bill it"
            : "; the request was not sent";
    ProviderFailure told =
        ProviderFailure.of(fate, fault, failure.problem() + consequence)
            .withRetryable(
                fate == Fate.NOT_SENT && fault.passing() && fault != Fault.STORAGE_FAILED);
    return new ProviderException(withRequestId(told, requestId), failure);
  }

  /** An answer that is no success. */
  ProviderException refused(Reply reply, Optional<String> requestId) {
    Optional<ErrorBody> body = reply.findJson().flatMap(preset::errorIn);
    ProviderFailure failure =
        body.map(error -> judged(error, reply)).orElseGet(() -> unclear(reply.status()));
    return new ProviderException(withRequestId(failure, requestId));
  }

  /** An error in the place of a result, after success had been announced. */
  ProviderException failedLate(ErrorBody body, Optional<String> requestId) {
    Fault fault = Judgement.fault(200, body);
    boolean judged =
        switch (fault) {
          case UNAVAILABLE, TIMED_OUT, RESPONSE_INVALID -> false;
          default -> true;
        };
    Fate fate = judged ? Fate.FAILED_PERHAPS_BILLED : Fate.OUTCOME_UNKNOWN;
    ProviderFailure failure = told(fate, fault, body).withRetryable(judged && fault.passing());
    return new ProviderException(withRequestId(failure, requestId));
  }

  /** An answer of success that is not understood. */
  ProviderException unreadable(String problem, Optional<String> requestId) {
    ProviderFailure failure =
        ProviderFailure.of(
                Fate.OUTCOME_UNKNOWN,
                Fault.RESPONSE_INVALID,
                "the answer of " + seller + " cannot be used: " + problem)
            .withRetryable(false);
    return new ProviderException(withRequestId(failure, requestId));
  }

  /** A slot for which the seller gave no image. */
  ProviderFailure empty() {
    return ProviderFailure.of(
            Fate.FAILED_PERHAPS_BILLED, Fault.EMPTY_RESULT, seller + " gave no image")
        .withRetryable(false);
  }

  /** A slot whose image the seller made and withheld. */
  ProviderFailure withheld() {
    return ProviderFailure.of(
        Fate.FAILED_PERHAPS_BILLED,
        Fault.CONTENT_BLOCKED_OUTPUT,
        seller + " withheld the image by its content policy");
  }

  /** A slot whose bytes are no image. */
  ProviderFailure notAnImage() {
    return ProviderFailure.of(
        Fate.FAILED_PERHAPS_BILLED,
        Fault.RESPONSE_INVALID,
        "what " + seller + " gave as an image is not a whole one");
  }

  /** A slot whose image came and could not be kept. It does not come again. */
  ProviderFailure notStored() {
    return ProviderFailure.of(
            Fate.FAILED_BILLED, Fault.STORAGE_FAILED, "the image could not be stored")
        .withRetryable(false);
  }

  /** An image that was bought and could not be fetched. */
  ProviderException notFetched(
      DownloadException failure, boolean again, Optional<String> requestId) {
    Fault fault =
        switch (failure.reason()) {
          case NOT_ALLOWED, GONE, NOT_AN_IMAGE, TOO_LARGE, UNREACHABLE -> Fault.RESULT_UNREACHABLE;
          case NOT_STORED -> Fault.STORAGE_FAILED;
          case ABORTED -> Fault.ABORTED;
        };
    boolean canComeYet =
        switch (failure.reason()) {
          case GONE, NOT_AN_IMAGE, UNREACHABLE, NOT_STORED, ABORTED -> again;
          case NOT_ALLOWED, TOO_LARGE -> false;
        };
    ProviderFailure told =
        ProviderFailure.of(Fate.FAILED_BILLED, fault, failure.problem()).withRetryable(canComeYet);
    return new ProviderException(withRequestId(told, requestId), failure);
  }

  ProviderException exception(ProviderFailure failure, Optional<String> requestId) {
    return new ProviderException(withRequestId(failure, requestId));
  }

  /** An identifier as it may be shown. */
  Optional<String> shown(Optional<String> identifier) {
    return identifier
        .filter(id -> id.matches("[\\w.:-]{1,128}"))
        .filter(id -> !safe.containsSecret(id));
  }

  private ProviderFailure judged(ErrorBody body, Reply reply) {
    int status = reply.status();
    String code = body.code().orElse("").toLowerCase(Locale.ROOT);
    if (body.code().isPresent() && ErrorCodes.find(code).isEmpty()) {
      unknown.note(safe.of(code), status);
    }
    Fault fault = Judgement.fault(status, body);
    Fate fate = Judgement.fate(status, fault, body);
    ProviderFailure failure =
        told(fate, fault, body)
            .withRetryable(fate == Fate.REFUSED && retryable(reply, fault, code));
    return RetryAfter.of(reply, clock).map(failure::withRetryAfter).orElse(failure);
  }

  private ProviderFailure unclear(int status) {
    return ProviderFailure.of(
            Fate.OUTCOME_UNKNOWN,
            ErrorCodes.byStatus(status),
            seller
                + " answered with status "
                + status
                + " and no error of its own; it may have done the work and may bill it")
        .withRetryable(false);
  }

  private ProviderFailure told(Fate fate, Fault fault, ErrorBody body) {
    ProviderFailure failure = ProviderFailure.of(fate, fault, sentence(body));
    failure = body.code().or(body::type).map(safe::of).map(failure::withCode).orElse(failure);
    return body.param()
        .flatMap(FieldNames::ours)
        .filter(name -> safe.of(name).equals(name))
        .map(List::of)
        .map(failure::withFields)
        .orElse(failure);
  }

  /** The seller's own word goes before ours; a wrong path does not mend itself. */
  private static boolean retryable(Reply reply, Fault fault, String code) {
    return reply
        .header("x-should-retry")
        .map(word -> word.equals("true"))
        .orElse(fault.passing() && !code.equals("404"));
  }

  private static Fault fault(TransportException.Reason reason) {
    return switch (reason) {
      case NAME, CONNECT, TLS, BROKEN -> Fault.UNAVAILABLE;
      case SILENT, TOO_SLOW, DEADLINE -> Fault.TIMED_OUT;
      case TOO_LARGE -> Fault.RESPONSE_INVALID;
      case ABORTED -> Fault.ABORTED;
      case SOURCE -> Fault.STORAGE_FAILED;
    };
  }

  private String sentence(ErrorBody body) {
    String text =
        body.message().map(safe::of).filter(words -> !words.isEmpty()).orElse("no reason given");
    return seller
        + " says: "
        + text
        + body.code().or(body::type).map(word -> " (" + safe.of(word) + ")").orElse("");
  }

  private ProviderFailure withRequestId(ProviderFailure failure, Optional<String> requestId) {
    return shown(requestId).map(failure::withRequestId).orElse(failure);
  }
}
