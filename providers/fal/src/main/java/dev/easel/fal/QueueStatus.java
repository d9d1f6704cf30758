package dev.easel.fal;

import dev.easel.http.json.Json;
import dev.easel.spi.LogLine;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the queue says of a request.
 *
 * @param state where it is
 * @param position its place, while it waits
 * @param logs what the model has written: all of it when polled, the news when streamed
 * @param work how long the model worked
 * @param error why it failed, if it did
 * @param errorType the machine-readable type of that
 */
record QueueStatus(
    State state,
    Optional<Integer> position,
    List<LogLine> logs,
    Optional<Duration> work,
    Optional<String> error,
    Optional<String> errorType) {

  /** Where a request is. There is no state for failure: a failed request is completed. */
  enum State {
    IN_QUEUE,
    IN_PROGRESS,
    COMPLETED
  }

  private static final Pattern STATUS_CODE = Pattern.compile("status code: ([1-5]\\d\\d)");
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000);

  /** The status in an answer or event; empty if it is none, or in a word that we do not know. */
  static Optional<QueueStatus> of(Json json, InstantSource clock) {
    return json.text("status")
        .flatMap(QueueStatus::state)
        .map(state ->
            new QueueStatus(
                state,
                json.number("queue_position").map(BigDecimal::intValue),
                json.elements("logs").stream().flatMap(line -> log(line, clock).stream()).toList(),
                json.find("metrics").flatMap(QueueStatus::work),
                json.text("error"),
                json.text("error_type")));
  }

  boolean completed() {
    return state == State.COMPLETED;
  }

  boolean failed() {
    return completed()
        && (error.filter(text -> !text.isBlank()).isPresent()
            || errorType.filter(type -> !type.isBlank()).isPresent());
  }

  /** The status code that the error's sentence may contain. */
  Optional<Integer> errorCode() {
    return error
        .map(STATUS_CODE::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)));
  }

  private static Optional<State> state(String word) {
    return switch (word) {
      case "IN_QUEUE" -> Optional.of(State.IN_QUEUE);
      case "IN_PROGRESS" -> Optional.of(State.IN_PROGRESS);
      case "COMPLETED" -> Optional.of(State.COMPLETED);
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> work(Json metrics) {
    return metrics
        .number("inference_time")
        .filter(seconds -> seconds.signum() >= 0 && seconds.compareTo(LONGEST_SECONDS) < 0)
        .map(seconds -> Duration.ofMillis(seconds.multiply(MILLIS).longValue()));
  }

  /** Older answers have the level under {@code labels}. */
  private static Optional<LogLine> log(Json line, InstantSource clock) {
    String level =
        line.text("level")
            .or(() -> line.find("labels").flatMap(labels -> labels.text("level")))
            .orElse("INFO");
    return line.text("message").map(message -> new LogLine(level, message, time(line, clock)));
  }

  /** Some of fal's machines leave the zone out; it is UTC then. */
  private static Instant time(Json line, InstantSource clock) {
    try {
      return line.text("timestamp").map(QueueStatus::instant).orElseGet(clock::instant);
    } catch (DateTimeException e) {
      return clock.instant();
    }
  }

  private static Instant instant(String text) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : Instant.from(time);
  }
}
