package dev.easel.fuzz;

import dev.easel.http.ByteSource;

/** Bytes that arrive in pieces of one length. */
public final class PiecedBytes implements ByteSource {
  private final byte[] bytes;
  private final int piece;
  private int position;

  /** Gives all of the bytes once. */
  public PiecedBytes(byte[] bytes, int piece) {
    this.bytes = bytes;
    this.piece = piece;
  }

  @Override
  public int read(byte[] buffer) {
    int count = Math.min(Math.min(piece, buffer.length), bytes.length - position);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(bytes, position, buffer, 0, count);
    position += count;
    return count;
  }
}
