package dev.easel.http;

import dev.easel.spi.SourceBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A source image, copied from wherever the host keeps it. */
record SourcePiece(SourceBytes source) implements Piece {
  private static final int WINDOW = 64 * 1024;

  /** The host could not give the bytes that it had promised: our own trouble, not the network's. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    Unreadable(String problem, IOException cause) {
      super(problem, cause);
    }

    Unreadable(String problem) {
      super(problem);
    }
  }

  @Override
  public long length() {
    return source.length();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    ByteBuffer window = ByteBuffer.allocate(WINDOW);
    long copied = 0;
    try (ReadableByteChannel channel = open()) {
      while (read(channel, window) >= 0) {
        copied += window.position();
        out.write(window.array(), 0, window.position());
        window.clear();
      }
    }
    if (copied != length()) {
      throw new Unreadable("a source image has " + copied + " bytes instead of " + length());
    }
  }

  private ReadableByteChannel open() throws Unreadable {
    try {
      return source.open();
    } catch (IOException e) {
      throw new Unreadable("a source image could not be read", e);
    }
  }

  private static int read(ReadableByteChannel channel, ByteBuffer window) throws Unreadable {
    try {
      return channel.read(window);
    } catch (IOException e) {
      throw new Unreadable("a source image could not be read", e);
    }
  }
}
