package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as it left Easel.
 *
 * @param line its first line
 * @param headers its headers, a line each
 * @param body what followed
 */
record RecordedRequest(String line, List<String> headers, String body) {
  private static final String HEAD_END = "\r\n\r\n";

  /** The requests of one connection; one that was cut short is told as far as it came. */
  static List<RecordedRequest> all(byte[] recording) {
    String text = new String(recording, ISO_8859_1);
    List<RecordedRequest> requests = new ArrayList<>();
    int place = 0;
    while (text.indexOf(HEAD_END, place) >= 0) {
      int body = text.indexOf(HEAD_END, place) + HEAD_END.length();
      List<String> head = List.of(text.substring(place, body).strip().split("\r\n", -1));
      int end = Math.min(text.length(), end(text, head, body));
      requests.add(
          new RecordedRequest(
              head.getFirst(), head.subList(1, head.size()), text.substring(body, end)));
      place = end;
    }
    return requests;
  }

  private static int end(String text, List<String> head, int body) {
    if (header(head, "transfer-encoding").isPresent()) {
      int last = text.indexOf("0\r\n\r\n", body);
      return last < 0 ? text.length() : last + 5;
    }
    return body + header(head, "content-length").map(Integer::parseInt).orElse(0);
  }

  /** A header's value. */
  Optional<String> header(String name) {
    return header(headers, name);
  }

  private static Optional<String> header(List<String> lines, String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  /** Whether a key is anywhere in it. */
  boolean has(Canary canary) {
    return canary.parts().stream()
        .anyMatch(part ->
            line.contains(part)
                || body.contains(part)
                || headers.stream().anyMatch(header -> header.contains(part)));
  }
}
