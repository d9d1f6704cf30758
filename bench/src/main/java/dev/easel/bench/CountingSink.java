package dev.easel.bench;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Takes bytes, and knows no more of them than their number. */
final class CountingSink extends OutputStream implements WritableByteChannel {
  private long count;

  @Override
  public void write(int single) {
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    count += length;
  }

  @Override
  public int write(ByteBuffer bytes) {
    int length = bytes.remaining();
    bytes.position(bytes.limit());
    count += length;
    return length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}

  /** How many there were, which must be all. */
  long require(long expected) {
    if (count != expected) {
      throw new IllegalStateException(count + " bytes came instead of " + expected);
    }
    return count;
  }
}
