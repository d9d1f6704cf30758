package dev.easel.server.store.json;

import dev.easel.http.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A document in the making, as its text: a job is written at each of its steps. Members stand in
 * the order in which they came; what is empty is not. What writes an object is given the document
 * when its turn has come, and adds its members.
 */
final class Draft {
  /** Most events fit, and most jobs in twice of it. */
  private static final int USUAL_LENGTH = 1_024;

  private final StringBuilder text = new StringBuilder(USUAL_LENGTH).append('{');

  <T> Draft value(String name, T value, BiConsumer<T, Draft> writer) {
    begin(name);
    object(value, writer);
    return this;
  }

  <T> Draft value(String name, Optional<T> value, BiConsumer<T, Draft> writer) {
    value.ifPresent(there -> value(name, there, writer));
    return this;
  }

  <T> Draft list(String name, List<T> values, BiConsumer<T, Draft> writer) {
    return array(name, values, value -> object(value, writer));
  }

  Draft texts(String name, List<String> values) {
    return array(name, values, value -> JsonString.quote(value, text));
  }

  Draft text(String name, String value) {
    begin(name);
    JsonString.quote(value, text);
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
    begin(name);
    text.append(number);
    return this;
  }

  Draft number(String name, Optional<? extends Number> number) {
    number.ifPresent(there -> number(name, there.longValue()));
    return this;
  }

  Draft flag(String name, boolean flag) {
    begin(name);
    text.append(flag);
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
  String end() {
    return text.append('}').toString();
  }

  private <T> void object(T value, BiConsumer<T, Draft> writer) {
    text.append('{');
    writer.accept(value, this);
    text.append('}');
  }

  private <T> Draft array(String name, List<T> values, Consumer<T> writer) {
    if (!values.isEmpty()) {
      begin(name);
      text.append('[');
      for (T value : values) {
        separate('[');
        writer.accept(value);
      }
      text.append(']');
    }
    return this;
  }

  private void begin(String name) {
    separate('{');
    JsonString.quote(name, text);
    text.append(':');
  }

  /** What follows is apart from what came before it, if it is not the first. */
  private void separate(char opening) {
    if (text.charAt(text.length() - 1) != opening) {
      text.append(',');
    }
  }
}
