package dev.easel.http.json;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Numbers that can be reckoned with. An exponent costs its sender ten bytes, and whoever adds one
 * to it ten to its power.
 */
public final class JsonNumbers {
  private static final int LARGEST_EXPONENT = 1_000;

  private JsonNumbers() {}

  /** The number that a parser reads; empty if it is too large or too fine to be reckoned with. */
  public static Optional<Json> read(Supplier<BigDecimal> parser) {
    BigDecimal number;
    try {
      number = parser.get();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    long magnitude = (long) number.precision() - number.scale();
    boolean beyond =
        Math.abs((long) number.scale()) > LARGEST_EXPONENT || magnitude > LARGEST_EXPONENT;
    return beyond ? Optional.empty() : Optional.of(new Json.NumberValue(number));
  }
}
