package dev.easel.http;

import java.net.URI;
import java.util.Locale;

/**
 * Where a connection leads.
 *
 * @param secure whether TLS is spoken
 * @param host a name, or an address without brackets
 */
record Route(boolean secure, String host, int port) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Of a URL.
   *
   * @throws IllegalArgumentException if it is not one of HTTP, or has no host
   */
  static Route to(URI uri) {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("not a URL of HTTP");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("not a URL with a host");
    }
    int port = uri.getPort() < 0 ? usualPort(secure) : uri.getPort();
    return new Route(secure, bare(uri.getHost()).toLowerCase(Locale.ROOT), port);
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The host and, if it is not the usual one, the port, as a URL has them. */
  String authority() {
    String written = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == usualPort(secure) ? written : written + ":" + port;
  }

  URI uri() {
    return URI.create((secure ? "https://" : "http://") + authority());
  }

  private static int usualPort(boolean secure) {
    return secure ? HTTPS_PORT : HTTP_PORT;
  }
}
