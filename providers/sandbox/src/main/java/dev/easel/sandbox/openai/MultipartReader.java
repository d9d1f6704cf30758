package dev.easel.sandbox.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads multipart/form-data part by part (RFC 7578) and holds no more than a buffer of it. */
final class MultipartReader {

  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data\\s*;.*boundary=\"?([^\";,]{1,70})\"?.*");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|filename)=\"([^\"]*)\"");
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_HEAD = 8 * 1024;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private boolean partOpen;

  private MultipartReader(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter has no line before it.
    this.buffer[0] = '\r';
    this.buffer[1] = '\n';
    this.to = 2;
    this.partOpen = true;
  }

  /** What a part says of itself; {@code file} is whether it has a file's name. */
  record Part(String name, boolean file) {}

  /** A reader for a body of this type; nothing if it is another one. */
  static Optional<MultipartReader> of(String contentType, InputStream in) {
    Matcher matcher = BOUNDARY.matcher(contentType);
    return matcher.matches()
        ? Optional.of(new MultipartReader(in, matcher.group(1)))
        : Optional.empty();
  }

  /** The next part, what is left of the last one being skipped; nothing after the last. */
  Optional<Part> next() throws IOException, Rejected {
    byte[] skipped = new byte[BUFFER];
    while (partOpen) {
      int _ = read(skipped);
    }
    String line = line();
    if (line.startsWith("--")) {
      return Optional.empty();
    }
    Map<String, String> attributes = new HashMap<>();
    int head = 0;
    for (String field = line(); !field.isEmpty(); field = line()) {
      head += field.length();
      if (head > LONGEST_HEAD) {
        throw malformed();
      }
      if (field.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        ATTRIBUTE
            .matcher(field)
            .results()
            .forEach(found -> attributes.put(found.group(1), found.group(2)));
      }
    }
    partOpen = true;
    return Optional.of(
        new Part(attributes.getOrDefault("name", ""), attributes.containsKey("filename")));
  }

  /** Reads on in this part; -1 at its end. */
  int read(byte[] into) throws IOException, Rejected {
    if (!partOpen) {
      return -1;
    }
    int end = find();
    // What could be the beginning of a delimiter has to wait for the rest of it.
    while (end < 0 && to - from < delimiter.length) {
      fill();
      end = find();
    }
    int available = end >= 0 ? end - from : to - from - delimiter.length + 1;
    if (available == 0 && end >= 0) {
      from += delimiter.length;
      partOpen = false;
      return -1;
    }
    int count = Math.min(available, into.length);
    System.arraycopy(buffer, from, into, 0, count);
    from += count;
    return count;
  }

  private int find() {
    for (int at = from; at + delimiter.length <= to; at++) {
      if (Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
        return at;
      }
    }
    return -1;
  }

  private String line() throws IOException, Rejected {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (from == to) {
        fill();
      }
      char next = (char) (buffer[from++] & 255);
      if (next == '\n') {
        return line.toString().stripTrailing();
      }
      line.append(next);
      if (line.length() > LONGEST_HEAD) {
        throw malformed();
      }
      if (line.length() == 2 && line.charAt(0) == '-' && line.charAt(1) == '-') {
        // The end; what follows is of no interest.
        return line.toString();
      }
    }
  }

  private void fill() throws IOException, Rejected {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    int count = in.read(buffer, to, buffer.length - to);
    if (count < 0) {
      throw malformed();
    }
    to += count;
  }

  private static Rejected malformed() {
    return new Rejected(
        ApiError.unreadable(400, "Invalid body: failed to parse multipart/form-data."));
  }
}
