package dev.easel.server.blob.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The first bytes of a channel, to be read.
 *
 * @param limit how many those are
 */
record LimitedChannel(SeekableByteChannel channel, long limit) implements SeekableByteChannel {
  @Override
  public int read(ByteBuffer target) throws IOException {
    long left = limit - channel.position();
    if (left <= 0) {
      return -1;
    }
    int before = target.limit();
    target.limit((int) Math.min(before, target.position() + left));
    try {
      return channel.read(target);
    } finally {
      target.limit(before);
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() {
    return limit;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
