package dev.easel.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a connection leads.
 *
 * @param secure whether TLS is spoken
 * @param host a name, or an address without brackets
 */
record Route(boolean secure, String host, int port) {
  private static final Pattern LOOSE = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
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
    return uri.getHost() == null
        ? toLooseName(secure, uri)
        : to(secure, uri.getHost(), uri.getPort());
  }

  /** With an underscore, as names of containers have; the JDK takes it for no host. */
  private static Route toLooseName(boolean secure, URI uri) {
    Matcher matcher = LOOSE.matcher(String.valueOf(uri.getRawAuthority()));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a URL with a host");
    }
    String port = matcher.group(2);
    return to(secure, matcher.group(1), port == null ? -1 : Integer.parseInt(port));
  }

  private static Route to(boolean secure, String host, int port) {
    return new Route(
        secure, bare(host).toLowerCase(Locale.ROOT), port < 0 ? usualPort(secure) : port);
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
