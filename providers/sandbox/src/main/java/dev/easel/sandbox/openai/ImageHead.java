package dev.easel.sandbox.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads size and transparency from the first bytes of a PNG, JPEG or WebP. */
final class ImageHead {

  private static final long PNG = 0x89504E470D0A1A0AL;

  private ImageHead() {}

  /** Nothing if these bytes do not begin an image of these three formats. */
  static Optional<Reference> read(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head);
    if (head.length >= 26 && bytes.getLong(0) == PNG) {
      int colours = head[25];
      return reference(bytes.getInt(16), bytes.getInt(20), colours == 4 || colours == 6);
    }
    if (head.length >= 4 && bytes.getShort(0) == (short) 0xFFD8) {
      return jpeg(bytes);
    }
    if (head.length >= 30 && "RIFF".equals(word(head, 0)) && "WEBP".equals(word(head, 8))) {
      return webp(bytes.order(ByteOrder.LITTLE_ENDIAN), word(head, 12));
    }
    return Optional.empty();
  }

  /** Goes from segment to segment to the one that begins a frame. */
  private static Optional<Reference> jpeg(ByteBuffer bytes) {
    int at = 2;
    while (at + 9 <= bytes.limit() && bytes.get(at) == (byte) 0xFF) {
      int marker = bytes.get(at + 1) & 255;
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        return reference(bytes.getShort(at + 7) & 0xFFFF, bytes.getShort(at + 5) & 0xFFFF, false);
      }
      at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
    }
    return Optional.empty();
  }

  private static Optional<Reference> webp(ByteBuffer bytes, String chunk) {
    return switch (chunk) {
      case "VP8 " -> reference(bytes.getShort(26) & 0x3FFF, bytes.getShort(28) & 0x3FFF, false);
      case "VP8L" -> {
        int head = bytes.getInt(21);
        yield reference((head & 0x3FFF) + 1, ((head >> 14) & 0x3FFF) + 1, ((head >> 28) & 1) == 1);
      }
      case "VP8X" ->
          reference(
              (bytes.getInt(24) & 0xFFFFFF) + 1,
              (bytes.getInt(26) >>> 8) + 1,
              (bytes.get(20) & 0x10) != 0);
      default -> Optional.empty();
    };
  }

  private static Optional<Reference> reference(int width, int height, boolean alpha) {
    return width > 0 && height > 0
        ? Optional.of(new Reference(new PixelSize(width, height), alpha))
        : Optional.empty();
  }

  private static String word(byte[] head, int at) {
    return new String(head, at, 4, StandardCharsets.US_ASCII);
  }
}
