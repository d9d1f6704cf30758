package dev.easel.http.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value. The look-ups by key never fail: what is absent, or of another type, is empty, so
 * that a reader says what it needs and judges what it got.
 */
public sealed interface Json {
  /**
   * An object.
   *
   * @param members values by key, in the order of the document
   */
  record ObjectValue(Map<String, Json> members) implements Json {
    public ObjectValue {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /**
   * An array.
   *
   * @param elements its values
   */
  record ArrayValue(List<Json> elements) implements Json {
    public ArrayValue {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A string.
   *
   * @param text its characters
   */
  record TextValue(String text) implements Json {}

  /**
   * A number.
   *
   * @param number exactly as written
   */
  record NumberValue(BigDecimal number) implements Json {}

  /**
   * True or false.
   *
   * @param flag which
   */
  record BooleanValue(boolean flag) implements Json {}

  /** Null. */
  record NullValue() implements Json {}

  /** A string. */
  static Json of(String text) {
    return new TextValue(text);
  }

  /** A whole number. */
  static Json of(long number) {
    return new NumberValue(BigDecimal.valueOf(number));
  }

  /** The value at a key, if this is an object that has it. */
  default Optional<Json> find(String key) {
    return this instanceof ObjectValue(Map<String, Json> members)
        ? Optional.ofNullable(members.get(key))
        : Optional.empty();
  }

  /** The string at a key. */
  default Optional<String> text(String key) {
    return find(key).flatMap(Json::asText);
  }

  /** The number at a key. */
  default Optional<BigDecimal> number(String key) {
    return find(key)
        .flatMap(value ->
            value instanceof NumberValue(BigDecimal number)
                ? Optional.of(number)
                : Optional.empty());
  }

  /** The elements of the array at a key; none if there is no array. */
  default List<Json> elements(String key) {
    return find(key)
        .map(value -> value instanceof ArrayValue(List<Json> elements) ? elements : List.<Json>of())
        .orElse(List.of());
  }

  /** This string. */
  default Optional<String> asText() {
    return this instanceof TextValue(String text) ? Optional.of(text) : Optional.empty();
  }

  /** What people call a value of this type, with its article. */
  default String describe() {
    return switch (this) {
      case ObjectValue _ -> "an object";
      case ArrayValue _ -> "a list";
      case TextValue _ -> "a text";
      case NumberValue _ -> "a number";
      case BooleanValue _ -> "true or false";
      case NullValue _ -> "null";
    };
  }
}
