package dev.easel.fal;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Some bytes of a source image, read from its beginning up to them each time.
 *
 * @param whole the image
 * @param offset where they begin
 * @param length how many there are
 */
record SourcePart(SourceBytes whole, long offset, long length) implements SourceBytes {
  private static final int WINDOW = 64 * 1024;

  /** An image cut into parts of a length, of which the last may be shorter. */
  static List<SourcePart> cut(SourceBytes image, long partLength) {
    List<SourcePart> parts = new ArrayList<>();
    for (long offset = 0; offset < image.length(); offset += partLength) {
      parts.add(new SourcePart(image, offset, Math.min(partLength, image.length() - offset)));
    }
    return parts;
  }

  @Override
  public ImageFormat format() {
    return whole.format();
  }

  @Override
  public Size size() {
    return whole.size();
  }

  @Override
  public ReadableByteChannel open() throws IOException {
    ReadableByteChannel channel = whole.open();
    try {
      skip(channel, offset);
      return new Bounded(channel, length);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void skip(ReadableByteChannel channel, long bytes) throws IOException {
    ByteBuffer window = ByteBuffer.allocate(WINDOW);
    for (long left = bytes; left > 0; ) {
      window.clear().limit((int) Math.min(WINDOW, left));
      int count = channel.read(window);
      if (count < 0) {
        throw new EOFException("a source image ends " + left + " bytes before its part");
      }
      left -= count;
    }
  }

  /** Ends after so many bytes. */
  private static final class Bounded implements ReadableByteChannel {
    private final ReadableByteChannel channel;
    private long left;

    Bounded(ReadableByteChannel channel, long length) {
      this.channel = channel;
      this.left = length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (left == 0) {
        return -1;
      }
      int limit = target.limit();
      target.limit((int) Math.min(limit, target.position() + left));
      try {
        int count = channel.read(target);
        left -= Math.max(0, count);
        return count;
      } finally {
        target.limit(limit);
      }
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
}
