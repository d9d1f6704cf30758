package dev.easel.sandbox.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. Immutable. */
public sealed interface Json {

  /** A string. */
  record Text(String value) implements Json {}

  /**
   * A number.
   *
   * @param literal as it was or will be written
   */
  record Numeral(String literal) implements Json {

    /** The exact value. */
    public BigDecimal value() {
      return new BigDecimal(literal);
    }
  }

  /** True or false. */
  record Flag(boolean value) implements Json {}

  /** The value null. */
  record Null() implements Json {}

  /** An array. */
  record Array(List<Json> items) implements Json {

    /** Copies the items. */
    public Array {
      items = List.copyOf(items);
    }
  }

  /** An object; its members keep their order. */
  record Struct(Map<String, Json> members) implements Json {

    /** Copies the members. */
    public Struct {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of this name, if there is one; it may be {@link Null}. */
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  /** This value as UTF-8. */
  default byte[] bytes() {
    return JsonWriter.write(this);
  }

  /** An array of values. */
  static Json array(List<? extends Json> items) {
    return new Array(List.copyOf(items));
  }

  /** Begins an object. */
  static StructBuilder struct() {
    return new StructBuilder();
  }
}
