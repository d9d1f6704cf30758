package dev.easel.server.store.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Labels as an array of texts, which an index searches for those that contain another. */
final class Labels {
  private Labels() {}

  /** One text a label; encoded, since a text of the database cannot have every character. */
  static List<String> of(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> encoded(label.getKey()) + "=" + encoded(label.getValue()))
        .sorted()
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
