package dev.easel.sandbox.seller;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Headers as they may be shown: of a secret no more than its scheme, of a long value its start. */
final class ShownHeaders {

  private static final List<String> SECRETS =
      List.of("authorization", "key", "token", "secret", "cookie", "signature");
  // Of the connection, not of the request, and on every one of them.
  private static final Set<String> UNTOLD =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "upgrade",
          "http2-settings");
  private static final int MOST = 64;
  private static final int LONGEST = 512;

  private ShownHeaders() {}

  static Map<String, String> of(Map<String, String> headers) {
    Map<String, String> shown = new TreeMap<>();
    headers.entrySet().stream()
        .filter(header -> !UNTOLD.contains(header.getKey()))
        .limit(MOST)
        .forEach(header -> shown.put(header.getKey(), value(header.getKey(), header.getValue())));
    return shown;
  }

  private static String value(String name, String value) {
    if (SECRETS.stream().anyMatch(name::contains)) {
      int scheme = value.indexOf(' ');
      return scheme > 0 && name.equals("authorization")
          ? value.substring(0, scheme) + " ***"
          : "***";
    }
    return value.substring(0, Math.min(value.length(), LONGEST));
  }
}
