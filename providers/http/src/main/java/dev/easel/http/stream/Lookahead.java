package dev.easel.http.stream;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;

/** Bytes of lines, with one byte to look ahead. Not safe for threads. */
final class Lookahead {
  private static final int WINDOW = 64 * 1024;

  private final ByteSource source;
  private final byte[] window = new byte[WINDOW];
  private int position;
  private int filled;
  private boolean ended;
  private boolean afterReturn;

  Lookahead(ByteSource source) {
    this.source = source;
  }

  /** The next byte; -1 at the end. A line feed after a carriage return belongs to it. */
  int peek() throws TransportException, InterruptedException {
    int next = current();
    if (afterReturn && next == '\n') {
      afterReturn = false;
      position++;
      next = current();
    }
    return next;
  }

  /** The next byte, which is then behind us. */
  int pass() throws TransportException, InterruptedException {
    int next = peek();
    if (next >= 0) {
      position++;
      afterReturn = next == '\r';
    }
    return next;
  }

  boolean atLineEnd() throws TransportException, InterruptedException {
    int next = peek();
    return next == '\n' || next == '\r';
  }

  /** Passes one end of a line, if there is one; never waits for its second byte. */
  void passLineEnd() throws TransportException, InterruptedException {
    if (atLineEnd()) {
      pass();
    }
  }

  /** Takes bytes of this line; none at its end. */
  int takeToLineEnd(byte[] buffer) throws TransportException, InterruptedException {
    if (peek() < 0) {
      return 0;
    }
    int most = Math.min(filled - position, buffer.length);
    int count = 0;
    while (count < most && window[position + count] != '\n' && window[position + count] != '\r') {
      count++;
    }
    System.arraycopy(window, position, buffer, 0, count);
    position += count;
    afterReturn = afterReturn && count == 0;
    return count;
  }

  private int current() throws TransportException, InterruptedException {
    while (position == filled && !ended) {
      position = 0;
      filled = Math.max(0, fill());
    }
    return position < filled ? Byte.toUnsignedInt(window[position]) : -1;
  }

  private int fill() throws TransportException, InterruptedException {
    int count = source.read(window);
    ended = count < 0;
    return count;
  }
}
