package dev.easel.sandbox.openai;

import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Sends a file as base64 in pieces, so that the text of an image is never there as a whole. */
final class Base64Member {

  // Whole groups of three, so that pieces need no padding.
  private static final int PIECE = 48 * 1024;

  private Base64Member() {}

  /** Sends {@code "b64_json":"..."}. */
  static void send(byte[] file, Exchange.Stream out) throws IOException {
    out.send("\"b64_json\":\"".getBytes(StandardCharsets.US_ASCII), false);
    byte[] piece = new byte[PIECE];
    byte[] text = new byte[PIECE / 3 * 4];
    int from = 0;
    for (; from + PIECE <= file.length; from += PIECE) {
      System.arraycopy(file, from, piece, 0, PIECE);
      Base64.getEncoder().encode(piece, text);
      out.send(text, false);
    }
    out.send(Base64.getEncoder().encode(Arrays.copyOfRange(file, from, file.length)), false);
    out.send(new byte[] {'"'}, false);
  }
}
