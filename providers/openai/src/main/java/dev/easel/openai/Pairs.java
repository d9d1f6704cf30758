package dev.easel.openai;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A setting that is a list of names and values. */
final class Pairs {
  private Pairs() {}

  /**
   * Reads {@code name=value, name=value}; a value may hold further equals signs, but no comma.
   *
   * @throws IllegalArgumentException naming the setting
   */
  static Map<String, String> parse(String setting, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(pair -> !pair.isEmpty())
        .forEach(pair -> {
          int equals = pair.indexOf('=');
          String name = equals < 0 ? "" : pair.substring(0, equals).strip();
          String value = pair.substring(equals + 1).strip();
          if (name.isEmpty() || value.isEmpty()) {
            throw new IllegalArgumentException(
                setting + " is a list of name=value, separated by commas");
          }
          if (pairs.put(name, value) != null) {
            throw new IllegalArgumentException(setting + " has " + name + " twice");
          }
        });
    return pairs;
  }
}
