package dev.easel.http.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
final class NearestWord {
  private NearestWord() {}

  /** The known word that is a few keystrokes from the one given, if any is. */
  static Optional<String> to(String given, Collection<String> known) {
    int tolerance = given.length() < 4 ? 1 : Math.max(2, given.length() / 3);
    return known.stream()
        .filter(word -> distance(given, word) <= tolerance)
        .min(Comparator.comparingInt((String word) -> distance(given, word)).thenComparing(w -> w));
  }

  /** Levenshtein's distance, with two rows. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
