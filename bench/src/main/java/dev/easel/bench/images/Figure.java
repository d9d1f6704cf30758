package dev.easel.bench.images;

import java.util.Locale;

/**
 * One figure that was measured.
 *
 * @param name what it is
 * @param value what it came to, with its unit
 * @param bar what is to be reached
 */
record Figure(String name, String value, String bar) {
  static final String HEADER =
      """
      | figure | measured | to reach |
      |---|---|---|
      """;

  // What it asks for is of a library that the benchmarks do without.
  @SuppressWarnings("AnnotateFormatMethod")
  static Figure of(String name, String bar, String format, Object... values) {
    return new Figure(name, String.format(Locale.ROOT, format, values), bar);
  }

  String row() {
    return "| " + name + " | " + value + " | " + bar + " |\n";
  }
}
