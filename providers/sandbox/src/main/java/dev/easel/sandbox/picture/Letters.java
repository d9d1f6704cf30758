package dev.easel.sandbox.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Easel's own letters: printable ASCII and one box for everything else, {@value #WIDTH} by {@value
 * #HEIGHT} dots each, the lowest two rows for descenders.
 */
final class Letters {

  static final int WIDTH = 5;
  static final int HEIGHT = 9;

  /** Stands for every character that has no letter of its own. */
  static final char BOX = 127;

  private static final int FIRST = ' ';
  private static final int COUNT = 96;
  private static final int IN_A_BAND = 16;

  private final List<String> drawing;

  private Letters(List<String> drawing) {
    this.drawing = drawing;
  }

  /** Reads the drawing that travels with the code. */
  static Letters load() {
    try (InputStream in = Letters.class.getResourceAsStream("letters.txt")) {
      if (in == null) {
        throw new IllegalStateException("letters.txt is missing beside " + Letters.class);
      }
      return new Letters(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is ink at a dot; false outside the letter, so that edges can be smoothed. */
  boolean ink(char letter, int x, int y) {
    if (x < 0 || x >= WIDTH || y < 0 || y >= HEIGHT) {
      return false;
    }
    int index = letter >= FIRST && letter < FIRST + COUNT ? letter - FIRST : COUNT - 1;
    String line = drawing.get(index / IN_A_BAND * HEIGHT + y);
    return line.charAt(index % IN_A_BAND * (WIDTH + 1) + x) == '#';
  }
}
