package dev.easel.http.stream;

import java.io.ByteArrayOutputStream;

/**
 * What nobody asks for, read to its end and not held. Within it a parser would hold every name and
 * number, and would count how deep it is: here it may be of any length and depth, and is not
 * judged.
 */
final class PassedOver {
  private final ArrivingBytes bytes;

  PassedOver(ArrivingBytes bytes) {
    this.bytes = bytes;
  }

  /** Passes what is left of an object or array; the bracket that closes it is not taken. */
  void toClosingBracket() throws ArrivingBytes.Carried {
    long open = 0;
    int next = bytes.peek();
    while (next >= 0 && !(open == 0 && closes(next))) {
      bytes.read();
      if (next == '"') {
        toClosingQuote();
        bytes.read();
      } else if (closes(next)) {
        open--;
      } else if (next == '{' || next == '[') {
        open++;
      }
      next = bytes.peek();
    }
  }

  /** Passes what is left of a text; the quote that closes it is not taken. */
  void toClosingQuote() throws ArrivingBytes.Carried {
    for (int next = bytes.peek(); next >= 0 && next != '"'; next = bytes.peek()) {
      bytes.read();
      if (next == '\\') {
        bytes.read();
      }
    }
  }

  /**
   * Passes what is left of a text if it has more bytes than this; else it is left as it is.
   *
   * @return whether it was passed
   */
  boolean toClosingQuoteBeyond(int most) throws ArrivingBytes.Carried {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    int next = bytes.peek();
    while (next >= 0 && next != '"' && seen.size() <= most) {
      seen.write(bytes.read());
      if (next == '\\' && bytes.peek() >= 0) {
        seen.write(bytes.read());
      }
      next = bytes.peek();
    }
    if (seen.size() > most) {
      toClosingQuote();
      return true;
    }
    bytes.giveBack(seen.toByteArray(), seen.size());
    return false;
  }

  private static boolean closes(int bracket) {
    return bracket == '}' || bracket == ']';
  }
}
