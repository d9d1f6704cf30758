package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Which values pydantic takes for numbers and switches in its lax mode, its default. */
final class Coercion {

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final List<String> TRUE = List.of("1", "true", "t", "yes", "y", "on");
  private static final List<String> FALSE = List.of("0", "false", "f", "no", "n", "off");
  private static final BigInteger FURTHEST = BigInteger.valueOf(Long.MAX_VALUE);

  private Coercion() {}

  static Optional<Long> whole(String name, Json value, Consumer<Problem> problems) {
    return switch (value) {
      case Json.Numeral number -> fromNumber(name, number, problems);
      case Json.Flag flag -> Optional.of(flag.value() ? 1L : 0L);
      case Json.Text text when WHOLE.matcher(text.value().strip()).matches() ->
          Optional.of(Long.valueOf(text.value().strip()));
      case Json.Text text -> {
        problems.accept(
            Problem.of(
                name,
                "Input should be a valid integer, unable to parse string as an integer",
                "int_parsing",
                text));
        yield Optional.empty();
      }
      case Json.Null _, Json.Array _, Json.Struct _ -> {
        problems.accept(Problem.of(name, "Input should be a valid integer", "int_type", value));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Long> fromNumber(
      String name, Json.Numeral number, Consumer<Problem> problems) {
    BigDecimal exact = number.value();
    // 1e999999999 is short to write and long to expand.
    if (exact.precision() - (long) exact.scale() > 19) {
      return Optional.of(exact.signum() * Long.MAX_VALUE);
    }
    if (exact.stripTrailingZeros().scale() > 0) {
      problems.accept(
          Problem.of(
              name,
              "Input should be a valid integer, got a number with a fractional part",
              "int_from_float",
              number));
      return Optional.empty();
    }
    return Optional.of(exact.toBigInteger().min(FURTHEST).max(FURTHEST.negate()).longValue());
  }

  static Optional<Boolean> flag(String name, Json value, Consumer<Problem> problems) {
    return switch (value) {
      case Json.Flag flag -> Optional.of(flag.value());
      case Json.Text text -> fromWord(name, text.value(), value, problems);
      case Json.Numeral number -> fromWord(name, number.literal(), value, problems);
      case Json.Null _, Json.Array _, Json.Struct _ -> {
        problems.accept(Problem.of(name, "Input should be a valid boolean", "bool_type", value));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Boolean> fromWord(
      String name, String word, Json value, Consumer<Problem> problems) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (TRUE.contains(lower)) {
      return Optional.of(true);
    }
    if (FALSE.contains(lower)) {
      return Optional.of(false);
    }
    problems.accept(
        Problem.of(
            name,
            "Input should be a valid boolean, unable to interpret input",
            "bool_parsing",
            value));
    return Optional.empty();
  }
}
