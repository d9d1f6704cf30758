package dev.easel.bench;

import dev.easel.http.ByteSource;
import java.io.InputStream;

/** Bytes in memory that come in pieces of 8 KiB, as those of a slow connection may. */
final class Pieces extends InputStream implements ByteSource {
  private static final int PIECE = 8 * 1024;

  private final byte[] bytes;
  private int position;

  Pieces(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("nobody reads single bytes");
  }

  @Override
  public int read(byte[] buffer) {
    return read(buffer, 0, buffer.length);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (position == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(PIECE, length), bytes.length - position);
    System.arraycopy(bytes, position, buffer, offset, count);
    position += count;
    return count;
  }
}
