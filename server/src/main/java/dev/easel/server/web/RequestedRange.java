package dev.easel.server.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What part of some content is asked for. */
sealed interface RequestedRange {
  /** All of it: no part was named, or one in a way that need not be understood. */
  record Whole() implements RequestedRange {}

  /**
   * One part.
   *
   * @param first its first byte
   * @param length how many bytes it has, at least one
   */
  record Part(long first, long length) implements RequestedRange {}

  /** A part that there is not. */
  record Beyond() implements RequestedRange {}

  /** One part, from a byte on, up to one, or the last so many. */
  Pattern SINGLE = Pattern.compile("(?i)bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

  /**
   * Reads {@code Range}. Several parts are answered with the whole, as is what is no range.
   *
   * @param headers its values
   * @param total how many bytes there are
   */
  static RequestedRange read(List<String> headers, long total) {
    Matcher single = SINGLE.matcher(headers.size() == 1 ? headers.getFirst() : "");
    if (!single.matches() || single.group(1).length() + single.group(2).length() == 0) {
      return new Whole();
    }
    if (single.group(1).isEmpty()) {
      return part(Math.max(0, total - Long.parseLong(single.group(2))), total - 1, total);
    }
    long first = Long.parseLong(single.group(1));
    if (single.group(2).isEmpty()) {
      return part(first, total - 1, total);
    }
    long last = Long.parseLong(single.group(2));
    return last < first ? new Whole() : part(first, Math.min(last, total - 1), total);
  }

  private static RequestedRange part(long first, long last, long total) {
    return first >= total ? new Beyond() : new Part(first, last - first + 1);
  }
}
