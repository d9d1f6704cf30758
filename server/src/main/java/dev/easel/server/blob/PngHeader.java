package dev.easel.server.blob;

import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;

/** PNG, by the W3C's specification: signature, IHDR first, IEND last. */
final class PngHeader {
  private static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int[] IHDR = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  private static final int[] IEND = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
  private static final int SIZE_AT = SIGNATURE.length + IHDR.length;

  private PngHeader() {}

  static boolean matches(ImageBytes bytes) throws IOException {
    return bytes.has(0, SIGNATURE);
  }

  static Size size(ImageBytes bytes) throws IOException {
    if (!bytes.has(SIGNATURE.length, IHDR)) {
      throw new NotAnImageException("the PNG does not begin with its header");
    }
    if (!bytes.has(bytes.length() - IEND.length, IEND)) {
      throw new NotAnImageException("the PNG does not end with its end");
    }
    ByteBuffer size = bytes.at(SIZE_AT, Integer.BYTES * 2);
    return new Size(size.getInt(), size.getInt());
  }
}
