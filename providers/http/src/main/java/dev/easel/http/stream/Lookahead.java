package dev.easel.http.stream;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;

/** Bytes of lines, with one byte to look ahead. Not safe for threads. */
final class Lookahead {
  /**
   * Twice what a connection gives at once. Four times as much was slower, and each answer has it.
   */
  private static final int WINDOW = 16 * 1024;

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
    if (position == filled && !ended && !afterReturn && buffer.length <= WINDOW) {
      return takeArriving(buffer);
    }
    if (peek() < 0) {
      return 0;
    }
    int most = Math.min(filled - position, buffer.length);
    int count = ByteScan.endOfLine(window, position, position + most) - position;
    System.arraycopy(window, position, buffer, 0, count);
    position += count;
    afterReturn = afterReturn && count == 0;
    return count;
  }

  /** Spares a giant line the way through the window, which only keeps what follows its end. */
  private int takeArriving(byte[] buffer) throws TransportException, InterruptedException {
    int arrived = fill(buffer);
    int count = ByteScan.endOfLine(buffer, 0, arrived);
    position = 0;
    filled = arrived - count;
    System.arraycopy(buffer, count, window, 0, filled);
    return count;
  }

  private int current() throws TransportException, InterruptedException {
    if (position == filled && !ended) {
      filled = fill(window);
      position = 0;
    }
    return position < filled ? Byte.toUnsignedInt(window[position]) : -1;
  }

  /** Waits for bytes; none at the end. */
  private int fill(byte[] target) throws TransportException, InterruptedException {
    int count = 0;
    while (count == 0) {
      count = source.read(target);
    }
    ended = count < 0;
    return Math.max(0, count);
  }
}
