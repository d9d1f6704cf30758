package dev.easel.sandbox.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of an object, in their order. For one thread. */
public final class StructBuilder {

  private final Map<String, Json> members = new LinkedHashMap<>();

  StructBuilder() {}

  /** Adds a member of any kind. */
  public StructBuilder put(String name, Json value) {
    members.put(name, value);
    return this;
  }

  /** Adds a string, or null for none. */
  public StructBuilder put(String name, @Nullable String value) {
    return put(name, value == null ? new Json.Null() : new Json.Text(value));
  }

  /** Adds a whole number. */
  public StructBuilder put(String name, long value) {
    return put(name, new Json.Numeral(Long.toString(value)));
  }

  /** Adds true or false. */
  public StructBuilder put(String name, boolean value) {
    return put(name, new Json.Flag(value));
  }

  /** The object. */
  public Json.Struct build() {
    return new Json.Struct(members);
  }
}
