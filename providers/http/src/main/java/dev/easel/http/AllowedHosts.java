package dev.easel.http;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Hosts that results may be fetched from.
 *
 * @param entries the hosts, each alone sufficient
 */
public record AllowedHosts(List<Entry> entries) {
  public AllowedHosts {
    entries = List.copyOf(entries);
  }

  /**
   * One entry. Compared as RFC 3986 compares: schemes and hosts without their case, and a scheme's
   * own port is meant where none is named.
   *
   * @param scheme the scheme that a URL must have
   * @param host the host; after {@code *.}, the end of its name
   * @param port the port; -1 for the scheme's own
   */
  public record Entry(String scheme, String host, int port) {
    public Entry {
      scheme = scheme.toLowerCase(Locale.ROOT);
      host = host.toLowerCase(Locale.ROOT);
    }

    private boolean allows(URI uri) {
      return scheme.equalsIgnoreCase(uri.getScheme())
          && portOf(scheme, port) == portOf(scheme, uri.getPort())
          && allowsHost(uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static int portOf(String scheme, int port) {
      if (port >= 0) {
        return port;
      }
      return switch (scheme) {
        case "https" -> 443;
        case "http" -> 80;
        default -> port;
      };
    }

    private boolean allowsHost(String name) {
      return host.startsWith("*.") ? name.endsWith(host.substring(1)) : name.equals(host);
    }
  }

  /**
   * Reads a list separated by commas: names such as {@code fal.media}, ends of names such as {@code
   * *.fal.media}, both for https; or origins such as {@code http://127.0.0.1:8080}.
   *
   * @throws IllegalArgumentException if an entry is none of these
   */
  public static AllowedHosts parse(String list) {
    return new AllowedHosts(
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .map(AllowedHosts::entry)
            .toList());
  }

  /** Whether a URL may be fetched. */
  public boolean allows(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && entries.stream().anyMatch(entry -> entry.allows(uri));
  }

  private static Entry entry(String text) {
    boolean origin = text.contains("://");
    String withoutStar = text.startsWith("*.") ? text.substring(2) : text;
    URI uri = URI.create(origin ? text : "https://" + withoutStar);
    boolean bare = uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
    if (uri.getHost() == null || !bare || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a host is a name, *.name, or scheme://name:port, not " + text);
    }
    return new Entry(
        Objects.requireNonNull(uri.getScheme()),
        text.startsWith("*.") ? "*." + uri.getHost() : uri.getHost(),
        uri.getPort());
  }
}
