package dev.easel.http.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text in base64. What cannot be decoded is read to the text's end all the same, so
 * that what follows it can be read.
 */
final class Base64Text {
  private static final int HEXADECIMAL = 16;
  private static final int DIGITS = 4;

  private final ArrivingBytes source;
  private final Base64Decoding decoding;

  Base64Text(ArrivingBytes source, ChannelWindow target) {
    this.source = source;
    this.decoding = new Base64Decoding(target);
  }

  /** Reads from after the opening quote up to the closing one; returns what is wrong, or null. */
  @Nullable String read() throws IOException {
    for (int next = takePlain(); next != '"'; next = takePlain()) {
      if (next < 0) {
        return "the document ends within a text";
      }
      takeOne();
    }
    return decoding.finish();
  }

  /** Takes all that needs no look; returns what comes next, which is not taken. */
  private int takePlain() throws IOException {
    int count;
    do {
      count = decoding.takePlain(source);
    } while (count > 0);
    return source.peek();
  }

  /** Blanks count for nothing, however they are written. */
  private void takeOne() throws IOException {
    int next = source.read();
    int character = next == '\\' ? escaped() : next;
    if (character < 0) {
      decoding.refuse();
    } else if (character > ' ') {
      decoding.take(character);
    }
  }

  /** What an escape stands for; -1 for nothing. */
  private int escaped() throws IOException {
    int kind = source.read();
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b', 'f', 'n', 'r', 't' -> ' ';
      case 'u' -> unit();
      default -> -1;
    };
  }

  /** What is no digit is left, as it may be the closing quote. */
  private int unit() throws IOException {
    int code = 0;
    for (int count = 0; count < DIGITS; count++) {
      int digit = Character.digit(source.peek(), HEXADECIMAL);
      if (digit < 0) {
        return -1;
      }
      source.read();
      code = code * HEXADECIMAL + digit;
    }
    return code;
  }
}
