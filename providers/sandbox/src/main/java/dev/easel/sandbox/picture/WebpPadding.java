package dev.easel.sandbox.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Lengthens a lossless WebP by a chunk that nobody knows, after its picture. Such a chunk is
 * allowed in the extended format, which begins with a header of its own (RFC 9649, section 2.7).
 * Chunks, and so files, are even.
 */
final class WebpPadding {

  private static final int FILE_HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int HEADER = 10;
  private static final int SIDES_AT = FILE_HEAD + CHUNK_HEAD + 1;
  private static final int SIDE = 0x3FFF;
  private static final int ALPHA = 1 << 28;
  private static final int HAS_ALPHA = 0x10;

  private WebpPadding() {}

  static byte[] pad(byte[] file, int length) {
    int content = length - file.length - CHUNK_HEAD - HEADER - CHUNK_HEAD;
    Padding.requireRoom(content >= 0 && content % 2 == 0, file, length);
    byte[] padded = new byte[length];
    ByteBuffer target =
        ByteBuffer.wrap(padded)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(name("RIFF"))
            .putInt(length - CHUNK_HEAD)
            .put(name("WEBP"));
    int sides = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(SIDES_AT);
    target.put(name("VP8X")).putInt(HEADER).putInt((sides & ALPHA) == 0 ? 0 : HAS_ALPHA);
    putSide(target, sides & SIDE);
    putSide(target, sides >>> 14 & SIDE);
    target.put(file, FILE_HEAD, file.length - FILE_HEAD).put(name("easl")).putInt(content);
    Padding.putNoise(target, content);
    return padded;
  }

  private static void putSide(ByteBuffer target, int side) {
    target.putShort((short) side).put((byte) 0);
  }

  private static byte[] name(String chunk) {
    return chunk.getBytes(StandardCharsets.US_ASCII);
  }
}
