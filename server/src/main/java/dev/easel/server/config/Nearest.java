package dev.easel.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Nearest {
  private static final int FARTHEST = 4;

  private Nearest() {}

  /** The nearest of some words by edits, if any is near. */
  static Optional<String> to(String word, Collection<String> words) {
    return words.stream()
        .filter(other -> edits(word, other) <= Math.min(FARTHEST, word.length() / 2))
        .min(Comparator.comparingInt((String other) -> edits(word, other)).thenComparing(o -> o));
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
