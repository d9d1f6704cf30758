package dev.easel.server.store.json;

import dev.easel.http.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object in the making, as its text: a job is written at each of its steps. Members stand in the
 * order in which they came; what is empty is not.
 */
final class Draft {
  /** Most objects fit. */
  private static final int USUAL_LENGTH = 256;

  private final StringBuilder text = new StringBuilder(USUAL_LENGTH).append('{');

  /** An object of one member, whose name says what kind of thing it is. */
  static JsonText kind(String name, JsonText value) {
    return new Draft().value(name, value).json();
  }

  /** A text in quotation marks. */
  static JsonText quoted(String value) {
    StringBuilder quoted = new StringBuilder();
    JsonString.quote(value, quoted);
    return new JsonText(quoted);
  }

  Draft value(String name, JsonText value) {
    begin(name).append(value.text());
    return this;
  }

  <T> Draft value(String name, Optional<T> value, Function<T, JsonText> writer) {
    value.map(writer).ifPresent(json -> value(name, json));
    return this;
  }

  <T> Draft list(String name, List<T> values, Function<T, JsonText> writer) {
    if (!values.isEmpty()) {
      StringBuilder list = begin(name);
      String before = "[";
      for (T value : values) {
        list.append(before).append(writer.apply(value).text());
        before = ",";
      }
      list.append(']');
    }
    return this;
  }

  Draft text(String name, String value) {
    JsonString.quote(value, begin(name));
    return this;
  }

  Draft text(String name, Optional<String> value) {
    value.ifPresent(there -> text(name, there));
    return this;
  }

  Draft word(String name, Enum<?> word) {
    return text(name, word.name());
  }

  Draft word(String name, Optional<? extends Enum<?>> word) {
    return text(name, word.map(Enum::name));
  }

  Draft number(String name, long number) {
    begin(name).append(number);
    return this;
  }

  Draft number(String name, Optional<? extends Number> number) {
    number.ifPresent(there -> number(name, there.longValue()));
    return this;
  }

  Draft flag(String name, boolean flag) {
    begin(name).append(flag);
    return this;
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

  /** All of it. Nothing can be added any more. */
  JsonText json() {
    return new JsonText(text.append('}'));
  }

  private StringBuilder begin(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    JsonString.quote(name, text);
    return text.append(':');
  }
}
