package dev.easel.sandbox.picture;

import java.io.IOException;
import java.io.OutputStream;

/** Bits, least significant first, as VP8L wants them. */
final class WebpBits {

  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int filled;
  private long pending;
  private int count;
  private long written;

  WebpBits(OutputStream out) {
    this.out = out;
  }

  /** Writes the lowest {@code length} bits, at most 32 at once; the others have to be zero. */
  void write(int bits, int length) throws IOException {
    pending |= (long) bits << count;
    count += length;
    written += length;
    while (count >= 8) {
      put((byte) pending);
      pending >>>= 8;
      count -= 8;
    }
  }

  /** How many bits have been written. */
  long written() {
    return written;
  }

  /** Fills the last byte with zeros and hands everything on. */
  void finish() throws IOException {
    if (count > 0) {
      put((byte) pending);
      pending = 0;
      count = 0;
    }
    out.write(buffer, 0, filled);
    filled = 0;
  }

  private void put(byte value) throws IOException {
    if (filled == buffer.length) {
      out.write(buffer, 0, filled);
      filled = 0;
    }
    buffer[filled++] = value;
  }
}
