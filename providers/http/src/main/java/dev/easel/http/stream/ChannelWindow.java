package dev.easel.http.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Collects decoded bytes into windows of 64 KiB for a channel, up to a limit. */
final class ChannelWindow extends OutputStream {
  private static final int WINDOW = 64 * 1024;

  /** More came than may. */
  static final class Overrun extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final WritableByteChannel channel;
  private final byte[] window = new byte[WINDOW];
  private long left;
  private int filled;

  ChannelWindow(WritableByteChannel channel, long mostBytes) {
    this.channel = channel;
    this.left = mostBytes;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    left -= length;
    if (left < 0) {
      throw new Overrun();
    }
    int position = offset;
    int end = offset + length;
    while (position < end) {
      int part = Math.min(end - position, WINDOW - filled);
      System.arraycopy(bytes, position, window, filled, part);
      filled += part;
      position += part;
      if (filled == WINDOW) {
        pass();
      }
    }
  }

  /** Passes on what is left. */
  void end() throws IOException {
    pass();
  }

  private void pass() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(window, 0, filled);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    filled = 0;
  }
}
