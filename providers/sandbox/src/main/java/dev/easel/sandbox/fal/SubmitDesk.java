package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Takes submits: counts them, checks them, and queues those that are in order. */
final class SubmitDesk {

  private static final int LONGEST_BODY = 8 * 1024 * 1024;
  private static final Json BODY = new Json.Text("body");

  private final SandboxClock clock;
  private final Duration latency;
  private final OptionalInt concurrency;
  private final Ledger ledger;
  private final RequestQueue queue;
  private final BiPredicate<String, String> files;
  private final BiConsumer<QueuedRequest, Exchange> queued;

  /**
   * A desk without submits.
   *
   * @param concurrency how many requests are worked on at a time
   * @param files whether, below the address it is known by, a URL can be fetched
   * @param queued hears of every request that was taken, and how, before its submit is answered
   */
  SubmitDesk(
      SandboxClock clock,
      Duration latency,
      OptionalInt concurrency,
      Ledger ledger,
      RequestQueue queue,
      BiPredicate<String, String> files,
      BiConsumer<QueuedRequest, Exchange> queued) {
    this.clock = clock;
    this.latency = latency;
    this.concurrency = concurrency;
    this.ledger = ledger;
    this.queue = queue;
    this.files = files;
    this.queued = queued;
  }

  Reply submit(Exchange exchange, EndpointId app) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    Ledger.Entry entry = ledger.arrived(app.full(), id, exchange.headers());
    try {
      QueuedRequest request = take(exchange, app, id, entry);
      entry.settled(Ledger.Outcome.ACCEPTED);
      queued.accept(request, exchange);
      int position = request.schedule().position(request.schedule().submitted());
      Json page = new StatusPage(request, exchange.base()).submitted(position);
      return Reply.json(200, page).with(FalQueue.REQUEST_ID, id);
    } catch (Refused e) {
      entry.settled(Ledger.Outcome.REJECTED);
      return e.reply().with(FalQueue.REQUEST_ID, id);
    }
  }

  private QueuedRequest take(Exchange exchange, EndpointId app, String id, Ledger.Entry entry)
      throws IOException, InterruptedException, Refused {
    Optional<Reply> refusal = Authorization.refusal(exchange);
    if (refusal.isPresent()) {
      throw new Refused(refusal.get());
    }
    Endpoint endpoint = Endpoints.find(app).orElseThrow(() -> new Refused(unknown(app)));
    byte[] body =
        exchange
            .body(LONGEST_BODY)
            .orElseThrow(
                () -> new Refused(FalErrors.request(413, "bad_request", "Payload Too Large")));
    Json.Struct asked = struct(body);
    Json.Struct shown = Masked.of(asked);
    if (shown.members().get(Inputs.PROMPT) instanceof Json.Text(String prompt)) {
      entry.asked(prompt);
      Optional<Reply> trouble = RunTrouble.submit(prompt);
      if (trouble.isPresent()) {
        throw new Refused(trouble.get());
      }
      new Suffering(clock).at(Suffering.SUBMIT, prompt, exchange);
    }
    ImageOrder order =
        new ImageOrder(
            endpoint.model(),
            Validation.check(endpoint, shown, url -> files.test(exchange.base(), url)));
    boolean kept = exchange.header("X-Fal-Store-IO").filter(value -> value.equals("0")).isEmpty();
    Optional<Json.Struct> input = Optional.of(shown).filter(_ -> kept).map(Masked::shortened);
    return enqueue(
        exchange,
        app,
        schedule -> {
          Fate fate = new Fates(exchange, asked).of(order, schedule);
          return new QueuedRequest(id, app, order, schedule, fate, input);
        },
        Fates.requeued(order.prompt()));
  }

  /** One after another, so that none is started beside more than are allowed. */
  private synchronized QueuedRequest enqueue(
      Exchange exchange,
      EndpointId app,
      Function<Schedule, QueuedRequest> request,
      boolean requeued)
      throws Refused {
    Instant now = clock.instant();
    OptionalInt most = longestQueue(exchange);
    if (most.isPresent() && queue.waiting(app, now) > most.getAsInt()) {
      throw new Refused(FalErrors.detail(429, "The queue is longer than fal_max_queue_length"));
    }
    Instant usual = now.plus(Schedule.inQueue(latency));
    Instant free = concurrency.isPresent() ? queue.belowAt(concurrency.getAsInt(), now) : now;
    Duration held = free.isAfter(usual) ? Duration.between(usual, free) : Duration.ZERO;
    QueuedRequest queued = request.apply(new Schedule(now, latency, held, requeued));
    queue.add(queued, now);
    return queued;
  }

  private static OptionalInt longestQueue(Exchange exchange) throws Refused {
    Optional<String> most = exchange.query("fal_max_queue_length");
    if (most.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!most.get().matches("[0-9]{1,6}")) {
      throw new Refused(
          FalErrors.request(400, "bad_request", "fal_max_queue_length must be a whole number"));
    }
    return OptionalInt.of(Integer.parseInt(most.get()));
  }

  private static Reply unknown(EndpointId app) {
    return FalErrors.detail(
        404,
        Endpoints.knowsApp(app)
            ? "Path " + app.path() + " not found"
            : "Application '" + app.alias() + "' not found");
  }

  private static Json.Struct struct(byte[] body) throws Refused {
    if (body.length == 0) {
      throw refused("Field required", "missing", BODY);
    }
    try {
      if (JsonReader.read(body) instanceof Json.Struct struct) {
        return struct;
      }
    } catch (MalformedJson e) {
      Json offset = new Json.Numeral(Long.toString(e.offset()));
      throw refused("JSON decode error", "json_invalid", BODY, offset);
    }
    throw refused(
        "Input should be a valid dictionary or object to extract fields from",
        "model_attributes_type",
        BODY);
  }

  private static Refused refused(String message, String type, Json... location) {
    Problem problem = new Problem(List.of(location), message, type, null, null);
    return new Refused(FalErrors.invalid(List.of(problem)));
  }
}
