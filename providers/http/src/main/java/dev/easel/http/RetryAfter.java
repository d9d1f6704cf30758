package dev.easel.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads how long a seller asks to wait, in either form of the header, or in the finer one. */
public final class RetryAfter {
  private static final Duration MOST = Duration.ofSeconds(60);

  private RetryAfter() {}

  /** The wait asked for, at most 60 s; empty if there is none, or none that can be read. */
  public static Optional<Duration> of(Reply reply, InstantSource clock) {
    return reply
        .header("Retry-After-Ms")
        .flatMap(text -> millis(text.strip()))
        .or(() -> reply.header("Retry-After").flatMap(text -> parse(text.strip(), clock)))
        .map(wait -> wait.compareTo(MOST) < 0 ? wait : MOST);
  }

  private static Optional<Duration> millis(String text) {
    try {
      return Optional.of(Duration.ofMillis(Math.max(0, (long) Double.parseDouble(text))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> parse(String text, InstantSource clock) {
    try {
      boolean seconds = text.chars().allMatch(Character::isDigit);
      Duration asked =
          seconds
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
      return Optional.of(asked.isNegative() ? Duration.ZERO : asked);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
