package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the URLs of a resource: headings in brackets, one URL a line, addresses after an arrow. */
final class CorpusFile {
  private static final String ARROW = " -> ";

  private CorpusFile() {}

  /**
   * One URL.
   *
   * @param heading the first word of the heading that it is under
   * @param url the URL
   * @param addresses what its host's name resolves to
   */
  record Entry(String heading, String url, List<String> addresses) {
    @Override
    public String toString() {
      return heading + ": " + url;
    }
  }

  static List<Entry> read(String name) throws IOException {
    List<Entry> entries = new ArrayList<>();
    String heading = "";
    for (String line : text(name).lines().toList()) {
      if (line.startsWith("[")) {
        heading = line.substring(1, line.indexOf(' '));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(entry(heading, line));
      }
    }
    return entries;
  }

  private static Entry entry(String heading, String line) {
    int arrow = line.indexOf(ARROW);
    return arrow < 0
        ? new Entry(heading, line, List.of())
        : new Entry(
            heading,
            line.substring(0, arrow),
            List.of(line.substring(arrow + ARROW.length()).split(" ", -1)));
  }

  private static String text(String name) throws IOException {
    try (InputStream file = CorpusFile.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
    }
  }
}
