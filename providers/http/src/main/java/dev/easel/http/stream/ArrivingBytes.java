package dev.easel.http.stream;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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
  private long left;
  private byte[] back = new byte[0];
  private int given;

  ArrivingBytes(ByteSource source, long mostBytes) {
    this.source = source;
    this.left = mostBytes;
  }

  /** Gives these first, and then what was given back before them. */
  void pushBack(byte[] bytes) {
    byte[] all = Arrays.copyOf(bytes, bytes.length + back.length - given);
    System.arraycopy(back, given, all, bytes.length, back.length - given);
    back = all;
    given = 0;
  }

  /** Whether these come next; they are not taken. No more is waited for than tells it. */
  boolean begins(byte[] expected) throws Carried {
    byte[] seen = new byte[expected.length];
    int count = 0;
    boolean same = true;
    while (same && count < expected.length) {
      byte[] single = new byte[1];
      if (read(single, 0, 1) < 0) {
        same = false;
      } else {
        seen[count] = single[0];
        same = single[0] == expected[count];
        count++;
      }
    }
    pushBack(Arrays.copyOf(seen, count));
    return same;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws Carried {
    if (length == 0) {
      return 0;
    }
    if (given < back.length) {
      int count = Math.min(length, back.length - given);
      System.arraycopy(back, given, bytes, offset, count);
      given += count;
      return count;
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

  /** What is longer than it may be has no end that anybody would wait for. */
  private int fill(byte[] bytes) throws Carried {
    if (left < 0) {
      return -1;
    }
    try {
      int count = source.read(bytes);
      while (count == 0) {
        count = source.read(bytes);
      }
      left -= count;
      return count;
    } catch (TransportException | InterruptedException e) {
      throw new Carried(e);
    }
  }
}
