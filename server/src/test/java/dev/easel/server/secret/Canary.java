package dev.easel.server.secret;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A key that is made to be looked for.
 *
 * @param name whose key
 * @param key the whole key
 * @param parts what is looked for: the whole and its halves, since half a key is a leak too
 */
record Canary(String name, String key, List<String> parts) {
  private static final int HALF = 18;
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz";
  private static final String DIGITS = "0123456789abcdef";

  /** A key of a seller's shape: what it begins with, and what stands between its halves. */
  static Canary shaped(String name, String prefix, String between, RandomGenerator random) {
    return of(name, prefix, between, DIGITS, random);
  }

  /** A key without digits, which no pattern takes for one. */
  static Canary plain(String name, RandomGenerator random) {
    return of(name, "", ".", LETTERS, random);
  }

  private static Canary of(
      String name, String prefix, String between, String alphabet, RandomGenerator random) {
    String first = word(alphabet, random);
    String second = word(alphabet, random);
    String key = prefix + first + between + second;
    return new Canary(name, key, List.of(key, first, second));
  }

  private static String word(String alphabet, RandomGenerator random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < HALF; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }
}
