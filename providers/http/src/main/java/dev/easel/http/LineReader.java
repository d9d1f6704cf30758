package dev.easel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.TransportException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Lines that end with CR, LF or both, of bounded length. Not safe for threads. */
final class LineReader {
  private final ByteSource source;
  private final int mostBytes;
  private final byte[] buffer = new byte[8_192];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int position;
  private int filled;
  private boolean afterReturn;

  LineReader(ByteSource source, int mostBytes) {
    this.source = source;
    this.mostBytes = mostBytes;
  }

  /** The next whole line; empty at the end, where a line without an end is dropped. */
  Optional<String> next() throws TransportException, InterruptedException {
    while (fill()) {
      byte current = buffer[position++];
      boolean secondOfPair = afterReturn && current == '\n';
      afterReturn = current == '\r';
      if (secondOfPair) {
        continue;
      }
      if (current == '\n' || current == '\r') {
        return Optional.of(takeLine());
      }
      append(current);
    }
    return Optional.empty();
  }

  private boolean fill() throws TransportException, InterruptedException {
    while (position == filled) {
      position = 0;
      filled = 0;
      int count = source.read(buffer);
      if (count < 0) {
        return false;
      }
      filled = count;
    }
    return true;
  }

  private void append(byte current) throws TransportException {
    if (line.size() == mostBytes) {
      throw new TransportException(
          Reason.TOO_LARGE, true, "a line of events is longer than " + mostBytes + " bytes", null);
    }
    line.write(current);
  }

  private String takeLine() {
    String text = line.toString(UTF_8);
    line.reset();
    return text;
  }
}
