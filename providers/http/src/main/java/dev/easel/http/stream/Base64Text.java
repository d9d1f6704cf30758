package dev.easel.http.stream;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a JSON text in base64, of either alphabet, with or without the head of a data URL. What
 * cannot be decoded is read to the text's end all the same, so that what follows it can be read.
 */
final class Base64Text {
  private static final int WINDOW = 8 * 1024;
  private static final int LONGEST_HEAD = 256;
  private static final String SCHEME = "data:";

  private final ArrivingBytes source;
  private final ChannelWindow target;
  private final byte[] arrived = new byte[WINDOW];
  private final byte[] decoded = new byte[WINDOW];
  private final StringBuilder head = new StringBuilder();
  private int position;
  private int filled;
  private int length;
  private int bits;
  private int sextets;
  private boolean begun;
  private boolean padded;
  private @Nullable String problem;

  Base64Text(ArrivingBytes source, ChannelWindow target) {
    this.source = source;
    this.target = target;
  }

  /** Reads from after the opening quote up to the closing one; returns what is wrong, or null. */
  @Nullable String read() throws IOException {
    for (int next = next(); next != '"'; next = next()) {
      if (next < 0) {
        return "the document ends within a text";
      }
      int character = next == '\\' ? escaped() : next;
      if (character > ' ') {
        accept(character);
      }
    }
    source.pushBack(Arrays.copyOfRange(arrived, position - 1, filled));
    finish();
    return problem;
  }

  private int next() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, source.read(arrived, 0, WINDOW));
    }
    return position < filled ? Byte.toUnsignedInt(arrived[position++]) : -1;
  }

  private int escaped() throws IOException {
    int kind = next();
    return switch (kind) {
      case 'b', 'f', 'n', 'r', 't' -> ' ';
      case 'u' -> {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
          code = code * 16 + Math.max(0, Character.digit(next(), 16));
        }
        yield code;
      }
      default -> kind;
    };
  }

  /** Holds the beginning back until it is known whether it is that of a data URL. */
  private void accept(int character) throws IOException {
    if (begun) {
      decode(character);
      return;
    }
    head.append((char) character);
    if (isHead()) {
      begun = character == ',';
      if (begun && !head.toString().endsWith(";base64,")) {
        refuse();
      }
    } else {
      begin();
    }
  }

  private boolean isHead() {
    int common = Math.min(head.length(), SCHEME.length());
    return head.length() <= LONGEST_HEAD && SCHEME.regionMatches(0, head.toString(), 0, common);
  }

  private void begin() throws IOException {
    begun = true;
    for (int index = 0; index < head.length(); index++) {
      decode(head.charAt(index));
    }
  }

  private void decode(int character) throws IOException {
    int sextet = sextet(character);
    if (character == '=') {
      padded = true;
    } else if (sextet < 0 || padded) {
      refuse();
    } else {
      add(sextet);
    }
  }

  private void add(int sextet) throws IOException {
    bits = bits << 6 | sextet;
    sextets++;
    if (sextets == 4) {
      put(bits >> 16);
      put(bits >> 8);
      put(bits);
      sextets = 0;
      bits = 0;
    }
  }

  private void finish() throws IOException {
    if (!begun) {
      begin();
    }
    switch (sextets) {
      case 0 -> {}
      case 1 -> refuse();
      case 2 -> put(bits >> 4);
      default -> {
        put(bits >> 10);
        put(bits >> 2);
      }
    }
    pass();
  }

  private void put(int octet) throws IOException {
    if (length == WINDOW) {
      pass();
    }
    decoded[length] = (byte) octet;
    length++;
  }

  private void pass() throws IOException {
    try {
      if (problem == null) {
        target.write(decoded, 0, length);
      }
    } catch (ChannelWindow.Overrun e) {
      problem = "a text in base64 has more bytes than it may";
    }
    length = 0;
  }

  private void refuse() {
    problem = problem == null ? "a text is not base64" : problem;
  }

  private static int sextet(int character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 52;
    }
    return switch (character) {
      case '+', '-' -> 62;
      case '/', '_' -> 63;
      default -> -1;
    };
  }
}
