package dev.easel.server.blob;

import dev.easel.spi.NotAnImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Random access to the few bytes of an image that headers are made of; numbers are big-endian. */
final class ImageBytes {
  private final SeekableByteChannel channel;

  ImageBytes(SeekableByteChannel channel) {
    this.channel = channel;
  }

  long length() throws IOException {
    return channel.size();
  }

  /** The bytes from a place on, all of them or an exception. */
  ByteBuffer at(long position, int length) throws IOException {
    if (position < 0 || position + length > channel.size()) {
      throw new NotAnImageException("the image is cut off");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(position);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new NotAnImageException("the image is cut off");
      }
    }
    return bytes.flip();
  }

  int unsignedByte(long position) throws IOException {
    return Byte.toUnsignedInt(at(position, 1).get());
  }

  int unsignedShort(long position) throws IOException {
    return Short.toUnsignedInt(at(position, 2).getShort());
  }

  /** Whether the bytes at a place are these; false where there are fewer. */
  boolean has(long position, int... expected) throws IOException {
    if (position < 0 || position + expected.length > channel.size()) {
      return false;
    }
    ByteBuffer bytes = at(position, expected.length);
    for (int one : expected) {
      if (Byte.toUnsignedInt(bytes.get()) != one) {
        return false;
      }
    }
    return true;
  }
}
