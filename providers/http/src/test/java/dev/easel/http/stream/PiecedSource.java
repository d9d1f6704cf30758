package dev.easel.http.stream;

import dev.easel.http.ByteSource;
import java.util.random.RandomGenerator;

/** Bytes that arrive in pieces of any length. */
final class PiecedSource implements ByteSource {
  private final byte[] bytes;
  private final RandomGenerator random;
  private int position;

  PiecedSource(byte[] bytes, RandomGenerator random) {
    this.bytes = bytes;
    this.random = random;
  }

  @Override
  public int read(byte[] buffer) {
    if (position == bytes.length) {
      return -1;
    }
    int most = Math.min(buffer.length, bytes.length - position);
    int count = 1 + random.nextInt(random.nextBoolean() ? Math.min(most, 4) : most);
    System.arraycopy(bytes, position, buffer, 0, count);
    position += count;
    return count;
  }
}
