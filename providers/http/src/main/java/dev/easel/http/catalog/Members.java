package dev.easel.http.catalog;

import dev.easel.http.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object whose keys have been checked. */
record Members(Value owner, Map<String, Json> values) {
  static final String NOTE = "note";

  /** Notes a mistake for every key that is not known. */
  static Members of(Value owner, Json.ObjectValue object, List<String> keys) {
    Members members = new Members(owner, object.members());
    object.members().keySet().stream()
        .filter(key -> !key.equals(NOTE) && !keys.contains(key))
        .forEach(key -> members.unknown(key, keys));
    return members;
  }

  /** What the reader makes of a value that may be left out. */
  <T> Optional<T> optional(String key, Function<Value, Optional<T>> reader) {
    Json json = values.get(key);
    return json == null ? Optional.empty() : reader.apply(new Value(path(key), json, mistakes()));
  }

  /** What the reader makes of a value that must be there. */
  <T> Optional<T> required(String key, Function<Value, Optional<T>> reader) {
    if (!values.containsKey(key)) {
      missing(key);
    }
    return optional(key, reader);
  }

  /** The elements of a list that may be left out, which is the same as empty. */
  <T> List<T> list(String key, Function<Value, Optional<T>> reader) {
    return optional(key, value -> Optional.of(value.list(reader))).orElse(List.of());
  }

  void missing(String key) {
    mistakes().add(new Mistake(owner.path(), "\"" + key + "\" is missing"));
  }

  private void unknown(String key, List<String> keys) {
    mistakes()
        .add(
            new Mistake(
                path(key),
                NearestWord.to(key, keys)
                    .map(nearest -> "is not known; did you mean \"" + nearest + "\"?")
                    .orElse("is not known; known here: " + String.join(", ", keys))));
  }

  private String path(String key) {
    return owner.path().isEmpty() ? key : owner.path() + "." + key;
  }

  private List<Mistake> mistakes() {
    return owner.mistakes();
  }
}
