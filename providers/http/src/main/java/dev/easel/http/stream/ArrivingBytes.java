package dev.easel.http.stream;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import dev.easel.http.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JsonParser;

/**
 * A source as the parser wants it, from which the text of an image can be taken in the parser's
 * stead. What breaks it is carried through the parser and out again.
 */
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

  /**
   * Twice what a connection gives at once. Four times as much was slower, and each answer has it.
   */
  private static final int WINDOW = 16 * 1024;

  private final ByteSource source;
  private final byte[] window = new byte[WINDOW];
  private long left;
  private byte[] bytes = window;
  private int position;
  private int filled;

  ArrivingBytes(ByteSource source, long mostBytes) {
    this.source = source;
    this.left = mostBytes;
  }

  /** The next byte, which is not taken; -1 at the end. */
  int peek() throws Carried {
    return arrived() ? Byte.toUnsignedInt(bytes[position]) : -1;
  }

  /**
   * Takes what comes next of a text in base64, as far as it needs no look at each character, is
   * here and fits; waits if nothing is.
   *
   * @return how many bytes were put into the target; 0 if another character is next, or the end
   */
  int takePlain(byte[] target, int offset) throws Carried {
    if (!arrived()) {
      return 0;
    }
    int most = Math.min(filled - position, target.length - offset);
    int count = ByteScan.endOfPlain(bytes, position, position + most) - position;
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  /** Gives these first, and then what comes next by now. */
  void giveBack(byte[] taken, int count) {
    if (count > position) {
      makeRoom(count);
    }
    position -= count;
    System.arraycopy(taken, 0, bytes, position, count);
  }

  /** Hardly ever, as what is given back was mostly taken from this very window. */
  private void makeRoom(int count) {
    int unread = filled - position;
    byte[] roomy = new byte[count + unread];
    System.arraycopy(bytes, position, roomy, count, unread);
    bytes = roomy;
    position = count;
    filled = roomy.length;
  }

  /** Takes back what a parser has read ahead, whose end it shall see in our stead. */
  void takeBack(JsonParser parser) throws JsonException {
    ByteArrayOutputStream ahead = new ByteArrayOutputStream();
    if (parser.releaseBuffered(ahead) < 0) {
      throw new JsonException("the document is not in UTF-8");
    }
    giveBack(ahead.toByteArray(), ahead.size());
  }

  /** Whether these come next; they are not taken. No more is waited for than tells it. */
  boolean begins(byte[] expected) throws Carried {
    byte[] seen = new byte[expected.length];
    int count = 0;
    while (count < expected.length && peek() == Byte.toUnsignedInt(expected[count])) {
      seen[count] = expected[count];
      position++;
      count++;
    }
    giveBack(seen, count);
    return count == expected.length;
  }

  @Override
  public int read() throws Carried {
    int next = peek();
    if (next >= 0) {
      position++;
    }
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws Carried {
    if (length == 0) {
      return 0;
    }
    if (!arrived()) {
      return -1;
    }
    int count = Math.min(length, filled - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  /** Whether something is here, which is waited for; if not, this is the end. */
  private boolean arrived() throws Carried {
    while (position == filled && left >= 0) {
      int count = fill();
      bytes = window;
      position = 0;
      filled = count;
    }
    return position < filled;
  }

  /** What is longer than it may be has no end that anybody would wait for. */
  private int fill() throws Carried {
    try {
      int count = source.read(window);
      left = count < 0 ? -1 : left - count;
      return Math.max(0, count);
    } catch (TransportException | InterruptedException e) {
      throw new Carried(e);
    }
  }
}
