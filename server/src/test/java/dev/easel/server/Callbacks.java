package dev.easel.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Settings of servers that sellers report to. */
final class Callbacks {
  private static final String SECRET = "a secret of more than thirty-two".replace(' ', '-');

  private Callbacks() {}

  /** The HTTP port is at an address that is known before. */
  static Map<String, String> atOwnPort() {
    int port = freePort();
    return Map.of(
        "http.port",
        Integer.toString(port),
        "callbacks.url",
        "http://127.0.0.1:" + port,
        "callbacks.secret",
        SECRET);
  }

  /** Reports go elsewhere. */
  static Map<String, String> at(String url) {
    return Map.of("callbacks.url", url, "callbacks.secret", SECRET);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
