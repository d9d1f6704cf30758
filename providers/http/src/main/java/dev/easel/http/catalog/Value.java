package dev.easel.http.catalog;

import dev.easel.http.json.Json;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A value at its place. Reading it as something that it is not adds a mistake and gives empty, so
 * that reading goes on and finds the next.
 */
record Value(String path, Json json, List<Mistake> mistakes) {
  /** This object, which knows these keys and no others; {@code note} is always known. */
  Optional<Members> object(String... keys) {
    return json instanceof Json.ObjectValue object
        ? Optional.of(Members.of(this, object, List.of(keys)))
        : wrong("needs an object");
  }

  /** The members of this object whose keys are values themselves. */
  Map<String, Value> entries() {
    Map<String, Value> entries = new TreeMap<>();
    if (json instanceof Json.ObjectValue(Map<String, Json> members)) {
      members.forEach((key, value) -> entries.put(key, at(path + "." + key, value)));
      entries.remove(Members.NOTE);
    } else {
      wrong("needs an object");
    }
    return entries;
  }

  /** The elements of this list, each read by the reader given. */
  <T> List<T> list(Function<Value, Optional<T>> reader) {
    if (!(json instanceof Json.ArrayValue(List<Json> elements))) {
      wrong("needs a list");
      return List.of();
    }
    List<T> list = new ArrayList<>();
    for (int index = 0; index < elements.size(); index++) {
      Value element = at(path + "[" + index + "]", elements.get(index));
      Optional<T> read = reader.apply(element);
      if (read.isPresent() && list.contains(read.get())) {
        element.wrong("is listed twice");
      }
      read.ifPresent(list::add);
    }
    return list;
  }

  Optional<String> text() {
    return json.asText().filter(text -> !text.isBlank()).or(() -> wrong("needs a text"));
  }

  Optional<Boolean> flag() {
    return json instanceof Json.BooleanValue(boolean flag)
        ? Optional.of(flag)
        : wrong("needs true or false");
  }

  Optional<Long> integer(long least, long most) {
    try {
      if (json instanceof Json.NumberValue(BigDecimal number)) {
        return Optional.of(number.longValueExact())
            .filter(value -> value >= least && value <= most)
            .or(() -> notWithin(least, most));
      }
    } catch (ArithmeticException e) {
      return notWithin(least, most);
    }
    return notWithin(least, most);
  }

  Optional<LocalDate> date() {
    try {
      return json.asText().map(LocalDate::parse).or(this::notDate);
    } catch (DateTimeParseException e) {
      return notDate();
    }
  }

  Optional<Usd> money() {
    try {
      return json.asText().map(Usd::parse).or(this::notMoney);
    } catch (ArithmeticException | IllegalArgumentException e) {
      return notMoney();
    }
  }

  /** One of these words. */
  <T> Optional<T> word(Vocabulary<T> vocabulary) {
    return json.asText().flatMap(vocabulary::find).or(() -> wrong(vocabulary.correction(json)));
  }

  <T> Optional<T> wrong(String message) {
    mistakes.add(new Mistake(path, message));
    return Optional.empty();
  }

  private Value at(String place, Json value) {
    return new Value(place, value, mistakes);
  }

  private <T> Optional<T> notWithin(long least, long most) {
    return wrong("needs a whole number from " + least + " to " + most);
  }

  private <T> Optional<T> notDate() {
    return wrong("needs a date, such as \"2026-11-20\"");
  }

  private <T> Optional<T> notMoney() {
    return wrong("needs US dollars as a text with at most nine decimals, such as \"0.042\"");
  }
}
