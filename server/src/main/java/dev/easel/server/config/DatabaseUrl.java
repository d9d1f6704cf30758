package dev.easel.server.config;

import dev.easel.spi.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a database is, as people write it: as JDBC does, or as PostgreSQL's own tools do, with user
 * and password before the host.
 *
 * @param jdbc without user and password
 */
record DatabaseUrl(String jdbc, Optional<String> user, Optional<Secret> password) {
  private static final String JDBC = "jdbc:postgresql:";

  /**
   * Reads either form.
   *
   * @throws IllegalArgumentException if it is neither; the message does not contain it
   */
  static DatabaseUrl parse(String text) {
    if (text.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new IllegalArgumentException(
          "has a password among its parameters; give it as " + Keys.STORE_PASSWORD);
    }
    return text.startsWith(JDBC)
        ? new DatabaseUrl(text, Optional.empty(), Optional.empty())
        : parseUri(text);
  }

  private static DatabaseUrl parseUri(String text) {
    try {
      URI uri = new URI(text);
      String authority = uri.getRawAuthority();
      boolean postgres = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
      if (postgres && authority != null) {
        return parse(uri, authority);
      }
    } catch (URISyntaxException e) {
      throw notUnderstood();
    }
    throw notUnderstood();
  }

  private static IllegalArgumentException notUnderstood() {
    return new IllegalArgumentException(
        "is not a URL such as jdbc:postgresql://host:5432/easel or postgres://host:5432/easel");
  }

  private static DatabaseUrl parse(URI uri, String authority) {
    int end = authority.lastIndexOf('@');
    String[] credentials = authority.substring(0, Math.max(end, 0)).split(":", 2);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new DatabaseUrl(
        JDBC + "//" + authority.substring(end + 1) + uri.getRawPath() + query,
        decoded(credentials[0]),
        credentials.length < 2 ? Optional.empty() : decoded(credentials[1]).map(Secret::of));
  }

  private static Optional<String> decoded(String text) {
    return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(value -> !value.isEmpty());
  }
}
