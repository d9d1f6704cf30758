package dev.easel.fal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths as people write them. */
final class ByteCount {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KiB|MiB)?");

  private ByteCount() {}

  /**
   * Reads {@code 8KiB}, {@code 90MiB}, or a number of bytes.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static long parse(String setting, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          setting + " is a number of bytes, such as 8KiB or 90MiB, not " + text);
    }
    long unit =
        switch (form.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case null, default -> 1;
        };
    return Long.parseLong(form.group(1)) * unit;
  }
}
