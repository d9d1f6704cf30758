package dev.easel.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads how long a seller asks to wait, in either form of the header. */
public final class RetryAfter {
  private static final Duration MOST = Duration.ofSeconds(60);

  private RetryAfter() {}

  /** The wait asked for, at most 60 s; empty if there is none, or none that can be read. */
  public static Optional<Duration> of(Reply reply, InstantSource clock) {
    return reply.header("Retry-After").flatMap(text -> parse(text.strip(), clock));
  }

  private static Optional<Duration> parse(String text, InstantSource clock) {
    try {
      boolean seconds = text.chars().allMatch(Character::isDigit);
      Duration asked =
          seconds
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
      return Optional.of(asked.isNegative() ? Duration.ZERO : asked)
          .map(wait -> wait.compareTo(MOST) < 0 ? wait : MOST);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
