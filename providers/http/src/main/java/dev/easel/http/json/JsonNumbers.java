package dev.easel.http.json;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Numbers that can be reckoned with. An exponent costs its sender ten bytes, and whoever adds one
 * to it ten to its power.
 */
public final class JsonNumbers {
  private static final int LARGEST_EXPONENT = 1_000;

  /** Digits before and after the point, and what stands between them; none needs more. */
  private static final int LONGEST = 2 * LARGEST_EXPONENT + 32;

  private JsonNumbers() {}

  /**
   * The number at which a parser stands; empty if it is too large or too fine to be reckoned with.
   */
  public static Optional<Json> read(JsonParser parser) {
    if (parser.getStringLength() > LONGEST) {
      return Optional.empty();
    }
    BigDecimal number;
    try {
      number = parser.getDecimalValue();
    } catch (NumberFormatException | JacksonException e) {
      return Optional.empty();
    }
    long magnitude = (long) number.precision() - number.scale();
    boolean beyond =
        Math.abs((long) number.scale()) > LARGEST_EXPONENT || magnitude > LARGEST_EXPONENT;
    return beyond ? Optional.empty() : Optional.of(new Json.NumberValue(number));
  }
}
