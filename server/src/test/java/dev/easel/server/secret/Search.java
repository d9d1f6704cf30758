package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks for canaries in every encoding at once. Immutable. */
final class Search {
  private static final int START = 8;
  private static final int BUCKETS = 1 << 20;
  private static final int SHOWN_BEFORE = 100;

  private final List<Needle> needles = new ArrayList<>();
  private final BitSet starts = new BitSet(BUCKETS);

  private record Needle(Canary canary, Encoding encoding, byte[] bytes, long start) {}

  Search(List<Canary> canaries) {
    for (Canary canary : canaries) {
      for (String part : canary.parts()) {
        for (Encoding encoding : Encoding.values()) {
          byte[] bytes = encoding.bytes(part);
          long start = start(bytes);
          needles.add(new Needle(canary, encoding, bytes, start));
          starts.set(bucket(start));
        }
      }
    }
  }

  /** What is found, one line for each canary, encoding and sentence before it. */
  SortedSet<String> in(byte[] haystack) {
    SortedSet<String> found = new TreeSet<>();
    long window = 0;
    for (int end = 0; end < haystack.length; end++) {
      window = (window << 8) | (haystack[end] & 0xff);
      if (end + 1 >= START && starts.get(bucket(window))) {
        compare(haystack, end + 1 - START, window, found);
      }
    }
    return found;
  }

  private void compare(byte[] haystack, int place, long window, SortedSet<String> found) {
    for (Needle needle : needles) {
      int end = place + needle.bytes().length;
      if (needle.start() == window
          && end <= haystack.length
          && Arrays.equals(haystack, place, end, needle.bytes(), 0, needle.bytes().length)) {
        found.add(
            needle.canary().name()
                + " as "
                + needle.encoding()
                + " after: "
                + before(haystack, place));
      }
    }
  }

  /** What stands before it, without what may be more of it. */
  private static String before(byte[] haystack, int place) {
    int from = Math.max(0, place - SHOWN_BEFORE);
    String text = new String(haystack, from, place - from, US_ASCII);
    return text.replaceAll("\\P{Print}+", " ").replaceAll("[\\w%-]{12,}|\\d+", "*");
  }

  private static long start(byte[] bytes) {
    long start = 0;
    for (int i = 0; i < START; i++) {
      start = (start << 8) | (bytes[i] & 0xff);
    }
    return start;
  }

  private static int bucket(long window) {
    return (int) ((window * 0x9e3779b97f4a7c15L) >>> 44);
  }
}
