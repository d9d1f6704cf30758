package dev.easel.http.stream;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import java.io.IOException;
import java.io.InputStream;

/** A source as the parser wants it. What breaks it is carried through the parser and out again. */
final class ArrivingBytes extends InputStream {
  /** Something that the parser knows nothing of. */
  static final class Carried extends IOException {
    private static final long serialVersionUID = 1;

    Carried(Exception cause) {
      super(cause);
    }

    /** Throws what was carried, if it came from the source. */
    void rethrow() throws TransportException, InterruptedException {
      switch (getCause()) {
        case TransportException broken -> throw broken;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> {}
      }
    }
  }

  private final ByteSource source;

  ArrivingBytes(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (offset == 0 && length == bytes.length) {
      return fill(bytes);
    }
    byte[] part = new byte[length];
    int count = fill(part);
    if (count > 0) {
      System.arraycopy(part, 0, bytes, offset, count);
    }
    return count;
  }

  private int fill(byte[] bytes) throws Carried {
    try {
      int count = source.read(bytes);
      while (count == 0) {
        count = source.read(bytes);
      }
      return count;
    } catch (TransportException | InterruptedException e) {
      throw new Carried(e);
    }
  }
}
