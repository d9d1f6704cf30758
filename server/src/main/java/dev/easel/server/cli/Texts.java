package dev.easel.server.cli;

import dev.easel.v1.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as they are written on a command line. */
final class Texts {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  private Texts() {}

  /** A duration: "500ms", "2s", "1.5m", "1h", or as ISO 8601 has it. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2)));
      return Duration.ofMillis(millis.longValue());
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration such as 500ms, 2s or 1m", e);
    }
  }

  private static BigDecimal unit(String name) {
    return switch (name) {
      case "ms" -> BigDecimal.ONE;
      case "s" -> BigDecimal.valueOf(1_000);
      case "m" -> BigDecimal.valueOf(60_000);
      default -> BigDecimal.valueOf(3_600_000);
    };
  }

  /** US dollars: "0.05" or "$0.05". */
  static Money dollars(String text) {
    try {
      BigDecimal amount = new BigDecimal(text.startsWith("$") ? text.substring(1) : text);
      BigDecimal nanos = amount.setScale(9, RoundingMode.UNNECESSARY);
      if (nanos.signum() >= 0) {
        return Money.newBuilder()
            .setCurrencyCode("USD")
            .setUnits(nanos.longValue())
            .setNanos(nanos.remainder(BigDecimal.ONE).movePointRight(9).intValueExact())
            .build();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not an amount in USD such as 0.05", e);
    }
    throw new IllegalArgumentException("'" + text + "' is negative");
  }
}
