package dev.easel.http;

import dev.easel.spi.SourceBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A part of a body, whose length is known before it is written. */
public interface Piece {
  /** How many bytes it will have. */
  long length();

  /**
   * Writes exactly as many bytes as it said, in windows of at most 64 KiB.
   *
   * @throws IOException if they cannot be had, or not be written
   */
  void writeTo(OutputStream out) throws IOException;

  /** A text as UTF-8. */
  static Piece of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** These bytes, which the caller no longer changes. */
  static Piece of(byte[] bytes) {
    return new Piece() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }

  /** A source image as it is. */
  static Piece of(SourceBytes source) {
    return new SourcePiece(source);
  }

  /** A source image in base64, without line ends. */
  static Piece base64(SourceBytes source) {
    return new Base64Piece(new SourcePiece(source));
  }
}
