package dev.easel.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection's bytes, which are taken from the system in pieces of up to 64 KiB where so much is
 * there: who decodes an answer asks for 16 KiB at a time, and TLS for a record, of which an image
 * has a hundred. Nothing is waited for that was not asked for, and no memory held while nothing is
 * there. Safe for threads.
 */
final class ReadAheadStream extends InputStream {
  /** With less there, what is saved is not worth another copy. */
  private static final int WORTHWHILE = 16 << 10;

  private final InputStream connection;
  private final ReadAheadWindows windows;
  private final AtomicReference<byte @Nullable []> window = new AtomicReference<>();

  /** A second reader would go on in a window that is another connection's by then. */
  private final ReentrantLock reading = new ReentrantLock();

  private int position;
  private int filled;

  ReadAheadStream(InputStream connection, ReadAheadWindows windows) {
    this.connection = connection;
    this.windows = windows;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    reading.lock();
    try {
      return readNext(target, offset, length);
    } finally {
      reading.unlock();
    }
  }

  private int readNext(byte[] target, int offset, int length) throws IOException {
    byte[] held = window.get();
    if (held == null && connection.available() >= WORTHWHILE) {
      held = fill();
    }
    return held == null
        ? connection.read(target, offset, length)
        : take(held, target, offset, length);
  }

  /** A window with what is there; null where it cannot be had, or the end has come meanwhile. */
  private byte @Nullable [] fill() throws IOException {
    byte[] taken = windows.take();
    if (taken == null) {
      return null;
    }
    window.set(taken);
    position = 0;
    filled = 0;
    try {
      filled = connection.read(taken);
    } finally {
      if (filled <= 0) {
        leaveWindow();
      }
    }
    return filled <= 0 ? null : taken;
  }

  private int take(byte[] held, byte[] target, int offset, int length) {
    int count = Math.min(length, filled - position);
    System.arraycopy(held, position, target, offset, count);
    position += count;
    if (position == filled) {
      leaveWindow();
    }
    return count;
  }

  private void leaveWindow() {
    byte[] held = window.getAndSet(null);
    if (held != null) {
      windows.giveBack(held);
    }
  }

  /** What was read ahead is not read any more. Waits for no reader; may be repeated. */
  void abandon() {
    if (window.getAndSet(null) != null) {
      windows.giveUp();
    }
  }

  @Override
  public int available() throws IOException {
    int ahead = window.get() == null ? 0 : filled - position;
    return ahead + connection.available();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } finally {
      abandon();
    }
  }
}
