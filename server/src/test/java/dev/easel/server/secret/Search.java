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

  private static final class Needle {
    private final String name;
    private final byte[] bytes;
    private final long start;

    Needle(Canary canary, Encoding encoding, String part) {
      name = canary.name() + " as " + encoding;
      bytes = encoding.bytes(part);
      start = start(bytes);
    }

    boolean isAt(int place, byte[] haystack) {
      int end = place + bytes.length;
      return end <= haystack.length && Arrays.equals(haystack, place, end, bytes, 0, bytes.length);
    }
  }

  Search(List<Canary> canaries) {
    for (Canary canary : canaries) {
      for (String part : canary.parts()) {
        for (Encoding encoding : Encoding.values()) {
          Needle needle = new Needle(canary, encoding, part);
          needles.add(needle);
          starts.set(bucket(needle.start));
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
      if (needle.start == window && needle.isAt(place, haystack)) {
        found.add(needle.name + " after: " + before(haystack, place));
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
