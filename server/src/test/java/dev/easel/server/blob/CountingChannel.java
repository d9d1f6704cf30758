package dev.easel.server.blob;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Bytes that count how many of them were read, and how often. */
final class CountingChannel implements SeekableByteChannel {
  private final byte[] bytes;
  private long position;
  private long read;
  private long reads;

  CountingChannel(byte[] bytes) {
    this.bytes = bytes;
  }

  long read() {
    return read;
  }

  long reads() {
    return reads;
  }

  @Override
  public int read(ByteBuffer into) {
    reads++;
    if (position >= bytes.length) {
      return -1;
    }
    int count = Math.min(into.remaining(), bytes.length - (int) position);
    into.put(bytes, (int) position, count);
    position += count;
    read += count;
    return count;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException("only read");
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) {
    position = to;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException("only read");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
