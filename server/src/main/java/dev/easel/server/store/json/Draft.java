package dev.easel.server.store.json;

import dev.easel.http.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object in the making. Members stand in the order in which they came; what is empty is not. */
final class Draft {
  private final Map<String, Json> members = new LinkedHashMap<>();

  /** An object of one member, whose name says what kind of thing it is. */
  static Json kind(String name, Json value) {
    return new Draft().value(name, value).json();
  }

  Draft value(String name, Json value) {
    if (members.put(name, value) != null) {
      throw new IllegalStateException("written twice: " + name);
    }
    return this;
  }

  <T> Draft value(String name, Optional<T> value, Function<T, Json> writer) {
    value.map(writer).ifPresent(json -> value(name, json));
    return this;
  }

  <T> Draft list(String name, List<T> values, Function<T, Json> writer) {
    return values.isEmpty()
        ? this
        : value(name, new Json.ArrayValue(values.stream().map(writer).toList()));
  }

  Draft text(String name, String text) {
    return value(name, Json.of(text));
  }

  Draft text(String name, Optional<String> text) {
    return value(name, text, Json::of);
  }

  Draft word(String name, Enum<?> word) {
    return text(name, word.name());
  }

  Draft word(String name, Optional<? extends Enum<?>> word) {
    return text(name, word.map(Enum::name));
  }

  Draft number(String name, long number) {
    return value(name, Json.of(number));
  }

  Draft number(String name, Optional<? extends Number> number) {
    return value(name, number.map(Number::longValue), Json::of);
  }

  Draft flag(String name, boolean flag) {
    return value(name, new Json.BooleanValue(flag));
  }

  Draft time(String name, Instant time) {
    return text(name, time.toString());
  }

  Draft time(String name, Optional<Instant> time) {
    return text(name, time.map(Instant::toString));
  }

  Draft duration(String name, Optional<Duration> duration) {
    return text(name, duration.map(Duration::toString));
  }

  Json json() {
    return new Json.ObjectValue(members);
  }
}
