package dev.easel.server.blob;

import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;

/** JPEG, by ITU T.81: segments from SOI to a start of frame; EOI last. */
final class JpegHeader {
  private static final int MARKER = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int MOST_SEGMENTS = 1_024;

  private JpegHeader() {}

  static boolean matches(ImageBytes bytes) throws IOException {
    return bytes.has(0, MARKER, 0xd8, MARKER);
  }

  static Size size(ImageBytes bytes) throws IOException {
    if (!bytes.has(bytes.length() - 2, MARKER, END_OF_IMAGE)) {
      throw new NotAnImageException("the JPEG does not end with its end");
    }
    long position = 2;
    for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
      if (bytes.unsignedByte(position) != MARKER) {
        throw new NotAnImageException("the JPEG has something between its segments");
      }
      int marker = bytes.unsignedByte(position + 1);
      if (isStartOfFrame(marker)) {
        return new Size(bytes.unsignedShort(position + 7), bytes.unsignedShort(position + 5));
      }
      if (marker == START_OF_SCAN) {
        break;
      }
      position += marker == MARKER ? 1 : 2 + segmentLength(bytes, position + 2);
    }
    throw new NotAnImageException("the JPEG has no frame");
  }

  private static int segmentLength(ImageBytes bytes, long position) throws IOException {
    int length = bytes.unsignedShort(position);
    if (length < 2) {
      throw new NotAnImageException("the JPEG has a segment without length");
    }
    return length;
  }

  /** SOF0 to SOF15, less the three markers in between that mean something else. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
