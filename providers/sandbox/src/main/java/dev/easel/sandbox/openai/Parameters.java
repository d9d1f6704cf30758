package dev.easel.sandbox.openai;

import dev.easel.sandbox.json.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of one request; the first that is wrong is told, as the seller does. */
final class Parameters {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

  private final Map<String, Json> given;
  private final boolean words;

  /** {@code words} says that numbers and switches come as text, as they do in forms. */
  Parameters(Map<String, Json> given, boolean words) {
    this.given = new LinkedHashMap<>(given);
    this.words = words;
  }

  void allow(Collection<String> known) throws Rejected {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new Rejected(
            ApiError.request("unknown_parameter", name, "Unknown parameter: '" + name + "'."));
      }
    }
  }

  Optional<String> text(String name) throws Rejected {
    Optional<Json> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Json.Text(String text)) {
      return Optional.of(text);
    }
    throw wrongType(name, "a string");
  }

  String choice(String name, List<String> words, String fallback) throws Rejected {
    String word = text(name).orElse(fallback);
    if (words.contains(word)) {
      return word;
    }
    throw new Rejected(
        ApiError.request(
            "invalid_value",
            name,
            "Invalid value: '%s'. Supported values are: '%s', and '%s'."
                .formatted(
                    shown(word),
                    String.join("', '", words.subList(0, words.size() - 1)),
                    words.getLast())));
  }

  int whole(String name, int least, int most, int fallback) throws Rejected {
    Optional<Json> value = value(name);
    if (value.isEmpty()) {
      return fallback;
    }
    String literal =
        switch (value.get()) {
          case Json.Numeral number -> number.literal();
          case Json.Text(String text) when words -> text;
          case Json.Text _, Json.Flag _, Json.Null _, Json.Array _, Json.Struct _ -> "";
        };
    if (!WHOLE.matcher(literal).matches()) {
      throw wrongType(name, "an integer");
    }
    int number = Integer.parseInt(literal);
    if (number < least) {
      throw outOfRange(name, "below minimum", "integer_below_min_value", ">= " + least, number);
    }
    if (number > most) {
      throw outOfRange(name, "above maximum", "integer_above_max_value", "<= " + most, number);
    }
    return number;
  }

  boolean flag(String name) throws Rejected {
    Optional<Json> value = value(name);
    if (value.isEmpty()) {
      return false;
    }
    return switch (value.get()) {
      case Json.Flag(boolean on) -> on;
      case Json.Text(String text) when words && text.equals("true") -> true;
      case Json.Text(String text) when words && text.equals("false") -> false;
      case Json.Text _, Json.Numeral _, Json.Null _, Json.Array _, Json.Struct _ ->
          throw wrongType(name, "a boolean");
    };
  }

  /** The same with another value of one parameter. */
  Parameters with(String name, Json value) {
    Map<String, Json> more = new LinkedHashMap<>(given);
    more.put(name, value);
    return new Parameters(more, words);
  }

  /** Those of them that have one of these names. */
  Parameters only(Collection<String> names) {
    Map<String, Json> fewer = new LinkedHashMap<>(given);
    fewer.keySet().retainAll(names);
    return new Parameters(fewer, words);
  }

  Optional<Json> value(String name) {
    return Optional.ofNullable(given.get(name)).filter(value -> !(value instanceof Json.Null));
  }

  static Rejected missing(String name) {
    return new Rejected(
        ApiError.request(
            "missing_required_parameter", name, "Missing required parameter: '" + name + "'."));
  }

  static Rejected wrongType(String name, String expected) {
    return new Rejected(
        ApiError.request(
            "invalid_type", name, "Invalid type for '%s': expected %s.".formatted(name, expected)));
  }

  private static Rejected outOfRange(
      String name, String words, String code, String range, int number) {
    return new Rejected(
        ApiError.request(
            code,
            name,
            "Invalid '%s': integer %s value. Expected a value %s, but got %d instead."
                .formatted(name, words, range, number)));
  }

  /** What a client sent is shown back to it, but not by the megabyte. */
  static String shown(String word) {
    return word.substring(0, Math.min(word.length(), 64));
  }
}
