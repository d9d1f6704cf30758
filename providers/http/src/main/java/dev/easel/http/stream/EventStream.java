package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import java.io.ByteArrayOutputStream;

/**
 * Server-sent events whose data are too large to be held: they are read from the stream as they
 * arrive. Otherwise as the HTML standard describes the stream in section 9.2.6; ids and retry times
 * are passed over. Not safe for threads.
 *
 * <p>Data that the stream's end cuts off are given as far as they came: whoever reads them knows
 * whether they are whole.
 */
public final class EventStream {
  /** The standard's fields are short; a name or type beyond this is cut and so means nothing. */
  private static final int LONGEST_WORD = 256;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Lookahead bytes;
  private String type = "";
  private boolean inData;
  private boolean first = true;

  /** Reads from a source, whose own limits bound the silence. */
  public EventStream(ByteSource source) {
    this.bytes = new Lookahead(source);
  }

  /** Moves on to the next event that has data; false at the end of the stream. */
  public boolean next() throws TransportException, InterruptedException {
    byte[] rest = new byte[8_192];
    while (inData) {
      read(rest);
    }
    type = "";
    while (!inData && bytes.peek() >= 0) {
      field();
    }
    return inData;
  }

  /** The event's type; empty if it did not say one before its data. */
  public String type() {
    return type;
  }

  /** The event's data, to their end. */
  public ByteSource data() {
    return this::read;
  }

  private int read(byte[] buffer) throws TransportException, InterruptedException {
    if (!inData) {
      return -1;
    }
    int count = bytes.takeToLineEnd(buffer);
    if (count > 0) {
      return count;
    }
    bytes.passLineEnd();
    return another() ? newLine(buffer) : -1;
  }

  /** Whether the event goes on with more data after a line of them. */
  private boolean another() throws TransportException, InterruptedException {
    inData = false;
    while (!inData && !bytes.atLineEnd() && bytes.peek() >= 0) {
      field();
    }
    if (!inData) {
      bytes.passLineEnd();
    }
    return inData;
  }

  private static int newLine(byte[] buffer) {
    buffer[0] = '\n';
    return 1;
  }

  /** Reads one line, or of a line of data its name only. */
  private void field() throws TransportException, InterruptedException {
    if (bytes.atLineEnd()) {
      bytes.passLineEnd();
      type = "";
      return;
    }
    String name = name();
    if (bytes.peek() == ':') {
      bytes.pass();
      if (bytes.peek() == ' ') {
        bytes.pass();
      }
    }
    switch (name) {
      case "data" -> inData = true;
      case "event" -> {
        type = word(false);
        bytes.passLineEnd();
      }
      default -> {
        word(false);
        bytes.passLineEnd();
      }
    }
  }

  private String name() throws TransportException, InterruptedException {
    String name = word(true);
    boolean marked = first && name.startsWith(BYTE_ORDER_MARK);
    first = false;
    return marked ? name.substring(1) : name;
  }

  /** The bytes up to the line's end, or to a colon before it. */
  private String word(boolean toColon) throws TransportException, InterruptedException {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    while (!bytes.atLineEnd() && bytes.peek() >= 0 && !(toColon && bytes.peek() == ':')) {
      int next = bytes.pass();
      if (word.size() < LONGEST_WORD) {
        word.write(next);
      }
    }
    return word.toString(UTF_8);
  }
}
