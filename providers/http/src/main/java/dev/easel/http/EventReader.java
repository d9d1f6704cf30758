package dev.easel.http;

import dev.easel.http.TransportException.Reason;
import java.util.Optional;

/**
 * Reads server-sent events, as the HTML standard describes the stream: section 9.2.6, "Interpreting
 * an event stream". Ids and retry times are ignored, since nobody reconnects by them. Not safe for
 * threads.
 */
public final class EventReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final LineReader lines;
  private final int mostCharacters;
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private boolean hasData;
  private boolean first = true;

  /**
   * Reads from a source, whose own limits bound the silence.
   *
   * @param mostBytes longest line, and most characters of one event
   */
  public EventReader(ByteSource source, int mostBytes) {
    this.lines = new LineReader(source, mostBytes);
    this.mostCharacters = mostBytes;
  }

  /**
   * Waits for the next event.
   *
   * @return the event; empty at the end of the stream, where an unfinished event is dropped
   * @throws TransportException if the stream broke or an event is too long
   */
  public Optional<ServerEvent> next() throws TransportException, InterruptedException {
    for (Optional<String> line = nextLine(); line.isPresent(); line = nextLine()) {
      if (!line.get().isEmpty()) {
        take(line.get());
      } else if (hasData) {
        return Optional.of(dispatch());
      } else {
        type = "";
      }
    }
    return Optional.empty();
  }

  private Optional<String> nextLine() throws TransportException, InterruptedException {
    Optional<String> line = lines.next();
    boolean marked = first && line.isPresent() && line.get().startsWith(BYTE_ORDER_MARK);
    first = false;
    return marked ? line.map(text -> text.substring(1)) : line;
  }

  private void take(String line) throws TransportException {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    String text = value.startsWith(" ") ? value.substring(1) : value;
    if (field.equals("data")) {
      append(text);
    } else if (field.equals("event")) {
      type = text;
    }
  }

  private void append(String text) throws TransportException {
    if (data.length() + text.length() > mostCharacters) {
      throw new TransportException(
          Reason.TOO_LARGE,
          true,
          "an event is longer than " + mostCharacters + " characters",
          null);
    }
    if (hasData) {
      data.append('\n');
    }
    data.append(text);
    hasData = true;
  }

  private ServerEvent dispatch() {
    ServerEvent event = new ServerEvent(type.isEmpty() ? "message" : type, data.toString());
    data.setLength(0);
    type = "";
    hasData = false;
    return event;
  }
}
