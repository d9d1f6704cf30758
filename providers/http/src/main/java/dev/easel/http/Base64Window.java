package dev.easel.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Encodes what is written to it, a window at a time: many bytes at once, as the JDK's own stream
 * does not. Closing it does nothing; its end has to be told.
 */
final class Base64Window extends OutputStream {
  /** Whole groups of three, so that only the last window needs padding. */
  private static final int WINDOW = 12 * 1024;

  private final OutputStream out;
  private final byte[] window = new byte[WINDOW];
  private final byte[] encoded = new byte[WINDOW / 3 * 4];
  private int filled;

  Base64Window(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int position = offset;
    int end = offset + length;
    while (position < end) {
      int part = Math.min(end - position, WINDOW - filled);
      System.arraycopy(bytes, position, window, filled, part);
      filled += part;
      position += part;
      if (filled == WINDOW) {
        pass(window);
      }
    }
  }

  /** Passes on what is left, padded. */
  void end() throws IOException {
    pass(Arrays.copyOf(window, filled));
  }

  private void pass(byte[] plain) throws IOException {
    out.write(encoded, 0, Base64.getEncoder().encode(plain, encoded));
    filled = 0;
  }
}
