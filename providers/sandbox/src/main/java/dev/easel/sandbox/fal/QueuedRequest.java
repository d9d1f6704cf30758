package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * One request. What state it is in is worked out from the time whenever somebody asks; nothing runs
 * meanwhile. Safe for use by several threads.
 */
final class QueuedRequest {

  private final String id;
  private final EndpointId app;
  private final ImageOrder order;
  private final Schedule schedule;
  private final Fate fate;
  private final Optional<Json.Struct> input;
  private final List<LogLine> log;
  private final CompletableFuture<Instant> cancelled = new CompletableFuture<>();

  /** {@code input} is what the history shows of the body; nothing if none is to be kept. */
  QueuedRequest(
      String id,
      EndpointId app,
      ImageOrder order,
      Schedule schedule,
      Fate fate,
      Optional<Json.Struct> input) {
    this.id = id;
    this.app = app;
    this.order = order;
    this.schedule = schedule;
    this.fate = fate;
    this.input = input;
    this.log =
        List.of(
            new LogLine(schedule.started(), "Asking " + order.model() + " for " + order.wanted()),
            new LogLine(schedule.atWork(0.4), "Drawing at " + order.size()),
            new LogLine(schedule.atWork(0.85), "Storing as " + order.format()));
  }

  String id() {
    return id;
  }

  EndpointId app() {
    return app;
  }

  ImageOrder order() {
    return order;
  }

  Schedule schedule() {
    return schedule;
  }

  Optional<Json.Struct> input() {
    return input;
  }

  Progress progress(Instant now) {
    if (!now.isBefore(ended())) {
      return new Progress.Completed(inference(), ending());
    }
    return schedule.waits(now)
        ? new Progress.InQueue(schedule.position(now))
        : new Progress.InProgress();
  }

  /** When it was or will be completed. */
  Instant ended() {
    return cancelled.getNow(fate.at());
  }

  /** What was written until now. */
  List<LogLine> log(Instant now) {
    Instant until = now.isBefore(ended()) ? now : ended();
    return log.stream().filter(line -> !line.at().isAfter(until)).toList();
  }

  /** The next instant at which status or log will say something new. */
  Optional<Instant> nextChange(Instant now) {
    return Stream.of(schedule.changes(), log.stream().map(LogLine::at).toList(), List.of(fate.at()))
        .flatMap(List::stream)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }

  /** Ends the request now; false if it had ended before. */
  synchronized boolean cancel(Instant now) {
    return now.isBefore(ended()) && cancelled.complete(now);
  }

  /** Complete when somebody has cancelled. */
  CompletableFuture<Instant> cancelled() {
    return cancelled;
  }

  private Duration inference() {
    Duration worked = Duration.between(schedule.started(), ended());
    return worked.isNegative() ? Duration.ZERO : worked;
  }

  private Progress.Ending ending() {
    if (cancelled.isDone()) {
      return new Progress.Ending.Failed(
          499, "client_cancelled", "Request was cancelled by the client");
    }
    return fate.failure()
        .<Progress.Ending>map(failure -> failure)
        .orElseGet(Progress.Ending.Produced::new);
  }
}
