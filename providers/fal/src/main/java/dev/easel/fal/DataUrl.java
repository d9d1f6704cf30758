package dev.easel.fal;

import dev.easel.spi.SourceBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Base64;

/** A source image as a URL that holds it. For small ones only: it lives in memory. */
final class DataUrl {
  private DataUrl() {}

  static String of(SourceBytes source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(source.length()));
    try (ReadableByteChannel channel = source.open()) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("a source image ends " + bytes.remaining() + " bytes early");
        }
      }
    }
    return "data:"
        + source.format().mediaType()
        + ";base64,"
        + Base64.getEncoder().encodeToString(bytes.array());
  }
}
