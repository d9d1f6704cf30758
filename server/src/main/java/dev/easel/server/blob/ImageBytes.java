package dev.easel.server.blob;

import dev.easel.spi.NotAnImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Random access to the few bytes of an image that tell what it is. There is an end to how many are
 * read, so that no image can make its reader work for long.
 */
final class ImageBytes {
  /** More than any one place is asked for. */
  static final int LONGEST_PLACE = 512;

  private static final int LEAST_COST = 8;

  private final SeekableByteChannel channel;
  private final long length;
  private final ByteBuffer window = ByteBuffer.allocate(LONGEST_PLACE);
  private long left;

  ImageBytes(SeekableByteChannel channel, int mostRead) throws IOException {
    this.channel = channel;
    this.length = channel.size();
    this.left = mostRead;
  }

  long length() {
    return length;
  }

  /**
   * The bytes from a place on, all of them or an exception. Good until the next call; numbers are
   * big-endian.
   */
  ByteBuffer at(long position, int count) throws IOException {
    requireThere(position + count);
    left -= Math.max(count, LEAST_COST);
    if (left < 0) {
      throw new NotAnImageException("the image has too many parts to be checked");
    }
    window.clear().limit(count).order(ByteOrder.BIG_ENDIAN);
    channel.position(position);
    while (window.hasRemaining()) {
      if (channel.read(window) < 0) {
        throw cutOff();
      }
    }
    return window.flip();
  }

  /** As {@link #at}, with little-endian numbers. */
  ByteBuffer littleAt(long position, int count) throws IOException {
    return at(position, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Refuses an image that ends before a place. */
  void requireThere(long end) throws NotAnImageException {
    if (end > length) {
      throw cutOff();
    }
  }

  private static NotAnImageException cutOff() {
    return new NotAnImageException("the image is cut off");
  }
}
