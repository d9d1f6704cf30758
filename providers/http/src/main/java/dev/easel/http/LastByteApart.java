package dev.easel.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes a body of known length on, and says when its last byte is about to follow: a failure
 * before that proves that the seller never had the whole request.
 */
final class LastByteApart extends OutputStream {
  private final OutputStream out;
  private final Progress progress;
  private long left;

  LastByteApart(OutputStream out, long length, Progress progress) {
    this.out = out;
    this.progress = progress;
    this.left = length;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return;
    }
    if (count > left) {
      throw new IOException("a body is longer than it said");
    }
    left -= count;
    if (left > 0) {
      out.write(bytes, offset, count);
      return;
    }
    out.write(bytes, offset, count - 1);
    progress.lastByteLeaves();
    out.write(bytes, offset + count - 1, 1);
  }

  /** Nothing else follows. */
  void end() throws IOException {
    if (left > 0) {
      throw new IOException("a body is shorter than it said");
    }
  }
}
