package dev.easel.server.blob.s3;

import dev.easel.http.Piece;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an object is to be, read as often as it is asked for: once to be signed, and once for each
 * time that it is sent.
 *
 * @param mediaType its type
 * @param length how many bytes it has
 * @param bytes opens them
 */
record Payload(String mediaType, long length, Opening bytes) implements Piece {
  /** Opens bytes. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /** A short text. */
  static Payload of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new Payload("text/plain", bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** A file that does not change. */
  static Payload of(Path file, String mediaType) throws IOException {
    return new Payload(mediaType, Files.size(file), () -> Files.newInputStream(file));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = bytes.open()) {
      in.transferTo(out);
    }
  }
}
