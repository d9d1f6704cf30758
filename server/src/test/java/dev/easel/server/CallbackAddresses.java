package dev.easel.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Settings of servers that sellers report to, and that wait for no report when they end. */
public final class CallbackAddresses {
  /** What tokens are made with. */
  public static final String SECRET = "a-secret-of-more-than-thirty-two-characters";

  private CallbackAddresses() {}

  /** The HTTP port is at an address that is known before. */
  public static Map<String, String> atOwnPort() {
    int port = freePort();
    return Map.of(
        "http.port",
        Integer.toString(port),
        "callbacks.url",
        "http://127.0.0.1:" + port,
        "callbacks.secret",
        SECRET,
        "shutdown.grace",
        "1s");
  }

  /** Reports go elsewhere. */
  public static Map<String, String> at(String url) {
    return Map.of("callbacks.url", url, "callbacks.secret", SECRET, "shutdown.grace", "1s");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
