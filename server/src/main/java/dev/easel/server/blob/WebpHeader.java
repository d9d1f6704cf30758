package dev.easel.server.blob;

import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WebP, by RFC 9649: a RIFF container whose first chunk is VP8, VP8L or VP8X. */
final class WebpHeader {
  private static final int CHUNK_AT = 12;
  private static final int DATA_AT = 20;
  private static final int VP8L_SIGNATURE = 0x2f;
  private static final int SIDE_14_BITS = 0x3fff;
  private static final int SIDE_24_BITS = 0xffffff;

  private WebpHeader() {}

  static boolean matches(ImageBytes bytes) throws IOException {
    return bytes.has(0, 'R', 'I', 'F', 'F') && bytes.has(8, 'W', 'E', 'B', 'P');
  }

  static Size size(ImageBytes bytes) throws IOException {
    long declared = Integer.toUnsignedLong(little(bytes, 4).getInt()) + 8;
    if (declared + (declared & 1) < bytes.length() || declared > bytes.length()) {
      throw new NotAnImageException("the WebP is not as long as it says");
    }
    if (bytes.has(CHUNK_AT, 'V', 'P', '8', ' ')) {
      return lossy(bytes);
    }
    if (bytes.has(CHUNK_AT, 'V', 'P', '8', 'L')) {
      return lossless(bytes);
    }
    if (bytes.has(CHUNK_AT, 'V', 'P', '8', 'X')) {
      return extended(bytes);
    }
    throw new NotAnImageException("the WebP begins with an unknown chunk");
  }

  private static Size lossy(ImageBytes bytes) throws IOException {
    if (!bytes.has(DATA_AT + 3, 0x9d, 0x01, 0x2a)) {
      throw new NotAnImageException("the WebP has no key frame");
    }
    ByteBuffer sides = little(bytes, DATA_AT + 6);
    return new Size(sides.getShort() & SIDE_14_BITS, sides.getShort() & SIDE_14_BITS);
  }

  private static Size lossless(ImageBytes bytes) throws IOException {
    if (bytes.unsignedByte(DATA_AT) != VP8L_SIGNATURE) {
      throw new NotAnImageException("the WebP has no lossless signature");
    }
    int sides = little(bytes, DATA_AT + 1).getInt();
    return new Size((sides & SIDE_14_BITS) + 1, ((sides >>> 14) & SIDE_14_BITS) + 1);
  }

  private static Size extended(ImageBytes bytes) throws IOException {
    int width = little(bytes, DATA_AT + 4).getInt() & SIDE_24_BITS;
    int height = little(bytes, DATA_AT + 6).getInt() >>> 8;
    return new Size(width + 1, height + 1);
  }

  private static ByteBuffer little(ImageBytes bytes, long position) throws IOException {
    return bytes.at(position, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
