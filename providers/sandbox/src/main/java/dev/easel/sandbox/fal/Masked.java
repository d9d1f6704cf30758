package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the key that a body carries unreadable, in its own place and wherever else it stands. */
final class Masked {

  /** What stands in the place of a key. */
  static final Json INSTEAD = new Json.Text("**********");

  // A shorter one is no key, and would be found everywhere.
  private static final int SHORTEST = 8;
  private static final int KEPT = 40_000;
  private static final int KEPT_OF_DATA = 64;

  private final Optional<String> key;

  private Masked(Optional<String> key) {
    this.key = key;
  }

  /** The body without its key. */
  static Json.Struct of(Json.Struct body) {
    Optional<String> key =
        body.get(Inputs.OPENAI_API_KEY)
            .flatMap(value ->
                value instanceof Json.Text(String text) ? Optional.of(text) : Optional.empty());
    return new Masked(key).struct(body);
  }

  private Json.Struct struct(Json.Struct struct) {
    Map<String, Json> members = new LinkedHashMap<>();
    struct
        .members()
        .forEach((name, value) ->
            members.put(text(name), name.equals(Inputs.OPENAI_API_KEY) ? INSTEAD : value(value)));
    return new Json.Struct(members);
  }

  private Json value(Json value) {
    return switch (value) {
      case Json.Text(String text) -> new Json.Text(text(text));
      case Json.Array array -> Json.array(array.items().stream().map(this::value).toList());
      case Json.Struct struct -> struct(struct);
      case Json.Numeral _, Json.Flag _, Json.Null _ -> value;
    };
  }

  private String text(String text) {
    return key.filter(known -> known.length() >= SHORTEST)
        .map(known -> text.replace(known, "**********"))
        .orElse(text);
  }

  /** What is kept of a body in the history: no long texts, no files. */
  static Json.Struct shortened(Json.Struct masked) {
    Map<String, Json> members = new LinkedHashMap<>();
    masked.members().forEach((name, value) -> members.put(name, shortened(value)));
    return new Json.Struct(members);
  }

  private static Json shortened(Json value) {
    return switch (value) {
      case Json.Text(String text) -> {
        int most = text.startsWith("data:") ? KEPT_OF_DATA : KEPT;
        yield new Json.Text(text.substring(0, Math.min(text.length(), most)));
      }
      case Json.Array array -> Json.array(array.items().stream().map(Masked::shortened).toList());
      case Json.Struct struct -> shortened(struct);
      case Json.Numeral _, Json.Flag _, Json.Null _ -> value;
    };
  }
}
