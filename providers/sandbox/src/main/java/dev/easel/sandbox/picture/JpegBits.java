package dev.easel.sandbox.picture;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Bits, most significant first; a zero is stuffed after every byte that would look like a marker.
 */
final class JpegBits {

  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int filled;
  private long pending;
  private int count;

  JpegBits(OutputStream out) {
    this.out = out;
  }

  /** Writes the lowest {@code length} bits, at most 32 at once. */
  void write(int bits, int length) throws IOException {
    pending = pending << length | bits;
    count += length;
    while (count >= 8) {
      count -= 8;
      put((byte) (pending >> count));
    }
    pending &= (1L << count) - 1;
  }

  /** Fills the last byte with ones, as T.81 F.1.2.3 wants, and hands everything on. */
  void finish() throws IOException {
    if (count > 0) {
      int missing = 8 - count;
      write((1 << missing) - 1, missing);
    }
    out.write(buffer, 0, filled);
    filled = 0;
  }

  private void put(byte value) throws IOException {
    if (filled + 2 > buffer.length) {
      out.write(buffer, 0, filled);
      filled = 0;
    }
    buffer[filled++] = value;
    if (value == (byte) 0xFF) {
      buffer[filled++] = 0;
    }
  }
}
