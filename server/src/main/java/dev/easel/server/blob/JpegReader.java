package dev.easel.server.blob;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * JPEG, by ITU T.81: segments from SOI to the first scan, EOI last. The scans are not read: their
 * length is told nowhere, and an EOI can stand only at the end of the last one.
 */
final class JpegReader {
  private static final int MARKER = 0xff;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int PROGRESSIVE = 0xc2;
  private static final int MARKER_AND_LENGTH = 4;
  private static final int FRAME = 6;
  private static final int MOST_COMPONENTS = 4;
  private static final int MOST_PADDING = ImageBytes.LONGEST_PLACE;

  private final ImageBytes bytes;
  private final ImageLimits limits;
  private @Nullable Size size;

  JpegReader(ImageBytes bytes, ImageLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  ImageHeader read() throws IOException {
    long scan = followSegments();
    Size found = size;
    if (found == null) {
      throw new NotAnImageException("the JPEG has no frame");
    }
    requireEnd(scan);
    return new ImageHeader(ImageFormat.JPEG, found, false);
  }

  /** Where the first scan's data begin. */
  private long followSegments() throws IOException {
    long position = 2;
    while (true) {
      ByteBuffer head = bytes.at(position, MARKER_AND_LENGTH);
      int marker = marker(head);
      if (marker == MARKER) {
        // Any number of these may stand before a marker.
        position++;
        continue;
      }
      int length = Short.toUnsignedInt(head.getShort());
      if (length < 2) {
        throw new NotAnImageException("the JPEG has a segment without length");
      }
      long next = position + 2 + length;
      bytes.requireThere(next);
      if (isStartOfFrame(marker)) {
        takeFrame(marker, position + MARKER_AND_LENGTH, length);
      }
      if (marker == START_OF_SCAN) {
        return next;
      }
      position = next;
    }
  }

  private static int marker(ByteBuffer head) throws NotAnImageException {
    int first = Byte.toUnsignedInt(head.get());
    int marker = Byte.toUnsignedInt(head.get());
    if (first != MARKER || marker == 0) {
      throw new NotAnImageException("the JPEG has something between its segments");
    }
    if (marker == START_OF_IMAGE || marker == END_OF_IMAGE) {
      throw new NotAnImageException("the JPEG has no pixels in it");
    }
    return marker;
  }

  private void takeFrame(int marker, long position, int length) throws IOException {
    if (marker > PROGRESSIVE) {
      limits.refuseIfStrict(
          "the JPEG is lossless, hierarchical or arithmetic, which few can read; save it as an"
              + " ordinary one");
    }
    ByteBuffer frame = bytes.at(position, FRAME);
    frame.get();
    int height = Short.toUnsignedInt(frame.getShort());
    int width = Short.toUnsignedInt(frame.getShort());
    int components = Byte.toUnsignedInt(frame.get());
    if (size != null
        || components < 1
        || components > MOST_COMPONENTS
        || length != 2 + FRAME + 3 * components) {
      throw new NotAnImageException("the JPEG has a damaged frame");
    }
    size = limits.size(width, height);
  }

  /** Some encoders fill up the file after the end; that is seen in results only. */
  private void requireEnd(long scan) throws IOException {
    int most = limits.strict() ? 2 : MOST_PADDING;
    int count = (int) Math.min(bytes.length() - scan, most);
    ByteBuffer end = bytes.at(bytes.length() - count, count);
    for (int i = count - 2; i >= 0; i--) {
      if (end.getShort(i) == (short) (MARKER << 8 | END_OF_IMAGE)) {
        return;
      }
    }
    throw new NotAnImageException(
        "the JPEG does not end with its end: it is cut off, or something follows it");
  }

  /** SOF0 to SOF15, less the three markers in between that mean something else. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
