package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Bytes that begin as images do. */
final class Pictures {
  private Pictures() {}

  static byte[] png(int length) {
    return beginning("\u0089PNG\r\n\u001a\n", length);
  }

  static byte[] jpeg(int length) {
    return beginning("\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF", length);
  }

  static byte[] webp(int length) {
    return beginning("RIFF\u0000\u0010\u0000\u0000WEBPVP8L", length);
  }

  static byte[] beginning(String start, int length) {
    return Arrays.copyOf(start.getBytes(ISO_8859_1), length);
  }
}
