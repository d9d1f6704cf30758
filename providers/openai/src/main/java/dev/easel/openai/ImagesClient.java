package dev.easel.openai;

import dev.easel.http.Answer;
import dev.easel.http.CallGuard;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpRequest;
import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.stream.EventStream;
import dev.easel.http.stream.JsonStream;
import dev.easel.spi.Fenced;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Buys images: one request, one answer, and what the answer leaves to be fetched. */
final class ImagesClient {
  private static final int LARGEST_ERROR = 1 << 20;
  private static final int LONGEST_TEXT = 1 << 18;
  private static final int DEEPEST = 64;

  /** One image in base64, and a mebibyte for what is said about it. */
  private static final long LARGEST_EVENT = ArrivedImage.LARGEST / 3 * 4 + (1 << 20);

  private final HttpCaller caller;
  private final Delivery delivery;

  ImagesClient(HttpCaller caller, Delivery delivery) {
    this.caller = caller;
    this.delivery = delivery;
  }

  /**
   * What an answer left to be fetched. Nothing of the request is in it, which has a key.
   *
   * @param ticket all that there is to fetch
   * @param handed what of it the host has a handle for
   */
  record Bought(ResultTicket ticket, ResultTicket handed) {}

  /** Sends an order once, with its key, and takes in the answer. */
  Bought buy(Order order, HttpRequest request, Failures failures, ResultSink sink, CallGuard guard)
      throws ProviderException, Fenced, InterruptedException {
    Optional<String> requestId = Optional.empty();
    try (Answer answer = caller.openPurchase(request, guard)) {
      requestId = requestId(answer);
      if (answer.status() / 100 != 2) {
        throw failures.refused(answer.whole(LARGEST_ERROR), requestId);
      }
      return receive(answer, order, failures, requestId, sink);
    } catch (TransportException e) {
      throw failures.lost(e, requestId);
    }
  }

  /** Brings to the host what was bought and did not come with the answer. */
  Outcome deliver(Bought bought, Order order, Failures failures, ResultSink sink, CallGuard guard)
      throws ProviderException, InterruptedException {
    return delivery.deliver(
        bought.ticket(),
        bought.handed(),
        failures,
        new AnswerFacts(order.work()).image(Optional.empty()),
        sink,
        guard);
  }

  private static Bought receive(
      Answer answer, Order order, Failures failures, Optional<String> requestId, ResultSink sink)
      throws ProviderException, InterruptedException {
    sink.started();
    try (Reception reception = new Reception(order.work(), sink, failures, answer::flows)) {
      Optional<ProviderException> broken = takeIn(answer, reception, failures, requestId);
      boolean lost = reception.links().isEmpty() && !reception.missing().isEmpty();
      if (broken.isPresent() && lost) {
        throw broken.get();
      }
      return conclude(order, reception, broken, failures, requestId, sink);
    }
  }

  /** Takes in what comes, and tells why it ended before its end: what has come is bought. */
  private static Optional<ProviderException> takeIn(
      Answer answer, Reception reception, Failures failures, Optional<String> requestId)
      throws InterruptedException {
    try {
      return read(answer, reception)
          .map(error -> failures.failedLate(error, requestId).with(reception.billing(true)));
    } catch (JsonException e) {
      return Optional.of(failures.unreadable(e.problem(), requestId));
    } catch (TransportException e) {
      return Optional.of(failures.lost(e, requestId));
    }
  }

  private static Optional<ErrorBody> read(Answer answer, Reception reception)
      throws JsonException, TransportException, InterruptedException {
    boolean events =
        answer
            .header("Content-Type")
            .map(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
            .orElse(false);
    if (events) {
      return EventAnswer.read(new EventStream(answer), limits(LARGEST_EVENT), reception);
    }
    ImageWork work = reception.work();
    try (JsonStream json = JsonStream.open(answer, limits(LARGEST_EVENT * work.output().count()))) {
      return DocumentAnswer.read(json, reception);
    }
  }

  private static Bought conclude(
      Order order,
      Reception reception,
      Optional<ProviderException> broken,
      Failures failures,
      Optional<String> requestId,
      ResultSink sink)
      throws ProviderException {
    Map<Integer, ProviderFailure> missing = reception.missing();
    if (reception.kept() == 0 && reception.links().isEmpty()) {
      throw nothing(reception, missing, failures, requestId)
          .with(reception.billing(broken.isEmpty()));
    }
    missing.forEach(
        (slot, why) -> sink.refused(slot, broken.map(ProviderException::failure).orElse(why)));
    ResultTicket ticket =
        new ResultTicket(
            reception.links(),
            reception.billing(broken.isEmpty()),
            reception.servedModel().orElse(order.model()),
            failures.shown(requestId));
    ResultTicket handed = ticket.fitting(slot -> !sink.has(slot));
    handed.handle().ifPresent(sink::accepted);
    if (!ticket.links().isEmpty()) {
      sink.finished();
    }
    return new Bought(ticket, handed);
  }

  private static ProviderException nothing(
      Reception reception,
      Map<Integer, ProviderFailure> missing,
      Failures failures,
      Optional<String> requestId) {
    if (reception.streamed() && reception.noted().isEmpty()) {
      return failures.unreadable("it ended without an image", requestId);
    }
    return failures.exception(
        reception
            .noted()
            .or(() -> missing.values().stream().findFirst())
            .orElseGet(failures::empty),
        requestId);
  }

  private static JsonLimits limits(long bytes) {
    return new JsonLimits(
        Math.toIntExact(Math.min(bytes, Integer.MAX_VALUE)), LONGEST_TEXT, DEEPEST);
  }

  private static Optional<String> requestId(Answer answer) {
    return answer
        .header("x-request-id")
        .or(() -> answer.header("X-Lumenfall-Request-Id"))
        .or(() -> answer.header("apim-request-id"));
  }
}
