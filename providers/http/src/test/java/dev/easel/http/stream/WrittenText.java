package dev.easel.http.stream;

import java.util.Base64;
import java.util.Random;

/**
 * Some bytes as a JSON text in base64, written in any way that is legal: of either alphabet, with
 * padding or without, with escapes and blanks, after the head of a data URL.
 */
final class WrittenText {
  private final byte[] bytes;
  private final String literal;

  private WrittenText(byte[] bytes, String literal) {
    this.bytes = bytes;
    this.literal = literal;
  }

  /** What it means. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** How it stands in a document, with its quotes. */
  String literal() {
    return literal;
  }

  static WrittenText ofAtMost(int mostBytes, Random random) {
    byte[] bytes = new byte[random.nextInt(mostBytes + 1)];
    random.nextBytes(bytes);
    Base64.Encoder encoder = random.nextInt(4) > 0 ? Base64.getEncoder() : Base64.getUrlEncoder();
    String text = (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    String head = random.nextInt(4) > 0 ? "" : "data:image/png;base64,";
    // Mostly none: what is written plainly takes another way than what is not.
    int oddities = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(1 + text.length());
    return new WrittenText(bytes, '"' + written(head + text, oddities, random) + '"');
  }

  private static String written(String text, int oddities, Random random) {
    StringBuilder written = new StringBuilder();
    for (int index = 0; index < text.length(); index++) {
      boolean odd = random.nextInt(1 + text.length()) < oddities;
      written.append(odd ? oddly(text.charAt(index), random) : text.substring(index, index + 1));
    }
    return written.toString();
  }

  private static String oddly(char character, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "\\u%04x".formatted((int) character);
      case 1 -> "\\u%04X".formatted((int) character);
      case 2 -> " " + character;
      case 3 -> character + "\\r\\n";
      default -> character == '/' ? "\\/" : "\\u0020" + character;
    };
  }
}
