package dev.easel.sandbox.picture;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Makes files longer by parts that decoders pass over: the picture stays what it is. Meant for what
 * this package writes. What is put in does not compress.
 */
final class Padding {

  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final int BLOCK = 64 * 1024;

  private Padding() {}

  /**
   * A file of exactly this length.
   *
   * @throws IllegalArgumentException if there is no room for a part of its own
   */
  static byte[] pad(Encoding encoding, byte[] file, int length) {
    return switch (encoding) {
      case PNG -> PngPadding.pad(file, length);
      case JPEG -> JpegPadding.pad(file, length);
      case WEBP -> WebpPadding.pad(file, length);
    };
  }

  /** Puts so many bytes, always the same ones; they repeat further apart than compressors look. */
  static void putNoise(ByteBuffer target, int length) {
    byte[] block = new byte[Math.min(BLOCK, length)];
    new SplittableRandom(SEED).nextBytes(block);
    for (int left = length; left > 0; left -= BLOCK) {
      target.put(block, 0, Math.min(left, BLOCK));
    }
  }

  /** Refuses what is not possible. */
  static void requireRoom(boolean there, byte[] file, int length) {
    if (!there) {
      throw new IllegalArgumentException(
          "a file of %d bytes cannot be made %d bytes long".formatted(file.length, length));
    }
  }
}
