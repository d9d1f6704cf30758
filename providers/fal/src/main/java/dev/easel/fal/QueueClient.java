package dev.easel.fal;

import dev.easel.http.Answer;
import dev.easel.http.CallGuard;
import dev.easel.http.Content;
import dev.easel.http.FreeCalls;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpRequest;
import dev.easel.http.Patience;
import dev.easel.http.Reply;
import dev.easel.http.TransportException;
import dev.easel.spi.Callback;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fault;
import dev.easel.spi.Fenced;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Speaks with fal's queue (fal.ai/docs, model APIs, queue). Safe for threads. */
final class QueueClient {
  /** fal's own client gives a stream up after 15 s without an event. */
  private static final Duration STREAM_IDLE = Duration.ofSeconds(20);

  private final QueueUrls urls;
  private final QueueHeaders headers;
  private final HttpCaller caller;
  private final FreeCalls free;
  private final Failures failures;

  QueueClient(FalSettings settings, HttpCaller caller, FreeCalls free, Failures failures) {
    this.urls = new QueueUrls(settings.queueUrl());
    this.headers = new QueueHeaders(settings);
    this.caller = caller;
    this.free = free;
    this.failures = failures;
  }

  /**
   * Buys: one request, sent once.
   *
   * @param callback where fal is to report on it, if anywhere
   */
  QueueTicket submit(
      EndpointId endpoint,
      ImageInput input,
      @Nullable Secret callerKey,
      Optional<Callback> callback,
      CallGuard guard)
      throws ProviderException, Fenced, InterruptedException {
    Failures keyless = callerKey == null ? failures : failures.masking(callerKey);
    Failures telling = callback.map(Callback::token).map(keyless::masking).orElse(keyless);
    HttpRequest request =
        HttpRequest.post(urls.submit(endpoint), input.content(callerKey), Patience.forAnswer());
    HttpRequest headed =
        headers.submit(request, input.work().priority(), guard.deadline().remaining());
    HttpRequest reported = callback.map(QueueUrls::webhook).map(headed::with).orElse(headed);
    try (Answer answer = caller.openPurchase(reported, guard)) {
      if (answer.status() / 100 != 2) {
        throw telling.submitRefused(answer.whole(Acceptance.LARGEST_ANSWER));
      }
      return new Acceptance(endpoint, input.work().output().count(), telling).ticket(answer);
    } catch (TransportException e) {
      throw telling.submitLost(e);
    }
  }

  /** Opens the stream of statuses; to be closed. */
  Answer stream(QueueTicket ticket, CallGuard guard)
      throws TransportException, InterruptedException {
    HttpRequest request =
        HttpRequest.get(QueueUrls.withLogs(urls.stream(ticket)), Patience.forEvents(STREAM_IDLE));
    return caller.open(headers.common(request).with("Accept", "text/event-stream"), guard);
  }

  /** Asks for the status once. */
  Reply status(QueueTicket ticket, boolean logs, CallGuard guard)
      throws TransportException, InterruptedException {
    HttpRequest request =
        HttpRequest.get(
            logs ? QueueUrls.withLogs(urls.status(ticket)) : urls.status(ticket),
            Patience.forAnswer());
    return caller.exchange(headers.common(request), guard);
  }

  /** Asks for the result until the answer is final. */
  Reply result(QueueTicket ticket, Predicate<Reply> again, CallGuard guard)
      throws TransportException, InterruptedException {
    HttpRequest request = HttpRequest.get(urls.result(ticket), Patience.forAnswer());
    return free.exchange(headers.common(request), again, guard);
  }

  /** Asks for the result once. */
  Reply resultOnce(QueueTicket ticket, CallGuard guard)
      throws TransportException, InterruptedException {
    return caller.exchange(
        headers.common(HttpRequest.get(urls.result(ticket), Patience.forAnswer())), guard);
  }

  /** Asks fal to stop. */
  CancelReply cancel(QueueTicket ticket, CallGuard guard)
      throws ProviderException, InterruptedException {
    HttpRequest request =
        HttpRequest.put(
            urls.cancel(ticket),
            new Content("application/json", new byte[0]),
            Patience.forAnswer());
    try {
      Reply reply = free.exchange(headers.common(request), FreeCalls::passing, guard);
      return cancelReply(reply)
          .orElseThrow(() ->
              failures.cancelFailed(
                  "it answers with status " + reply.status(),
                  ErrorTypes.byStatus(reply.status()),
                  ticket));
    } catch (TransportException e) {
      Fault fault =
          e.reason() == TransportException.Reason.ABORTED ? Fault.ABORTED : Fault.UNAVAILABLE;
      throw failures.cancelFailed(e.problem(), fault, ticket);
    }
  }

  /** By word where there is one; the OpenAPI document of the endpoint promises a bare success. */
  private static Optional<CancelReply> cancelReply(Reply reply) {
    String word = reply.findJson().flatMap(json -> json.text("status")).orElse("");
    return switch (word) {
      case "CANCELLATION_REQUESTED" -> Optional.of(CancelReply.REQUESTED);
      case "ALREADY_COMPLETED" -> Optional.of(CancelReply.ALREADY_OVER);
      case "NOT_FOUND" -> Optional.of(CancelReply.UNKNOWN_JOB);
      default ->
          switch (reply.status()) {
            case 200, 202 -> Optional.of(CancelReply.REQUESTED);
            case 404 -> Optional.of(CancelReply.UNKNOWN_JOB);
            default -> Optional.empty();
          };
    };
  }
}
