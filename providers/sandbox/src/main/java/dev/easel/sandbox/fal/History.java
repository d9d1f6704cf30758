package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.StructBuilder;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The listing of fal's platform API, {@code GET /platform/v1/models/requests/by-endpoint}: requests
 * that have ended, the latest first, and not before a time after their end. The prefix stands for
 * another host.
 */
final class History implements Service {

  private static final int PAGE = 100;

  private final SandboxClock clock;
  private final RequestQueue queue;
  private final Duration lag;

  History(SandboxClock clock, RequestQueue queue, Duration lag) {
    this.clock = clock;
    this.queue = queue;
    this.lag = lag;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    boolean known =
        String.join("/", exchange.path()).equals("platform/v1/models/requests/by-endpoint");
    Optional<Reply> refusal = Authorization.refusal(exchange);
    if (!known) {
      exchange.send(FalErrors.detail(404, "Not Found"));
    } else if (!exchange.method().equals("GET")) {
      exchange.send(FalErrors.methodNotAllowed("GET"));
    } else if (refusal.isPresent()) {
      exchange.send(refusal.get());
    } else {
      exchange.send(list(exchange));
    }
  }

  private Reply list(Exchange exchange) {
    Optional<String> endpoint = exchange.query("endpoint_id");
    if (endpoint.isEmpty()) {
      return invalid("endpoint_id is required");
    }
    int limit;
    int from;
    Instant start;
    Instant end;
    try {
      limit = Math.clamp(Integer.parseInt(exchange.query("limit").orElse("50")), 1, PAGE);
      from = Math.max(0, Integer.parseInt(exchange.query("cursor").orElse("0")));
      start = exchange.query("start").map(Instant::parse).orElse(Instant.MIN);
      end = exchange.query("end").map(Instant::parse).orElse(Instant.MAX);
    } catch (NumberFormatException | DateTimeException e) {
      return invalid("a parameter cannot be read: " + e.getClass().getSimpleName());
    }
    Instant now = clock.instant();
    List<QueuedRequest> ended =
        queue.all().stream()
            .filter(request -> request.app().full().equals(endpoint.get()))
            .filter(request -> !request.ended().plus(lag).isAfter(now))
            .filter(request -> !request.ended().isBefore(start) && request.ended().isBefore(end))
            .sorted(Comparator.comparing(QueuedRequest::ended).reversed())
            .toList();
    boolean payloads = exchange.query("expand").filter(word -> word.equals("payloads")).isPresent();
    List<Json> items =
        ended.stream()
            .skip(from)
            .limit(limit)
            .<Json>map(request -> item(request, now, payloads))
            .toList();
    boolean more = (long) from + limit < ended.size();
    return Reply.json(
        200,
        Json.struct()
            .put("next_cursor", more ? Integer.toString(from + limit) : null)
            .put("has_more", more)
            .put("items", Json.array(items))
            .build());
  }

  private static Json item(QueuedRequest request, Instant now, boolean payloads) {
    Schedule schedule = request.schedule();
    Instant ended = request.ended();
    Instant started = schedule.started().isBefore(ended) ? schedule.started() : ended;
    int status =
        request.progress(now)
                instanceof Progress.Completed(_, Progress.Ending.Failed(int failed, _, _, _))
            ? failed
            : 200;
    String seconds =
        BigDecimal.valueOf(Duration.between(started, ended).toMillis(), 3).toPlainString();
    StructBuilder item =
        Json.struct()
            .put("request_id", request.id())
            .put("endpoint_id", request.app().full())
            .put("sent_at", schedule.submitted().toString())
            .put("started_at", started.toString())
            .put("ended_at", ended.toString())
            .put("status_code", status)
            .put("duration", new Json.Numeral(seconds));
    if (payloads) {
      item.put("json_input", request.input().<Json>map(kept -> kept).orElseGet(Json.Null::new));
    }
    return item.build();
  }

  private static Reply invalid(String message) {
    return Reply.json(
        400,
        Json.struct()
            .put(
                "error",
                Json.struct().put("type", "validation_error").put("message", message).build())
            .build());
  }
}
