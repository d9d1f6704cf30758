package dev.easel.server.cli.client;

import java.net.InetSocketAddress;

/**
 * Where a server listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port from 1 to 65535
 */
public record ServerAddress(String host, int port) {
  /** Reads {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code :PORT}. */
  public static ServerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new ServerAddress(host.isEmpty() ? "127.0.0.1" : host, port(text.substring(colon + 1)));
  }

  /** A bound socket's. */
  public static ServerAddress of(InetSocketAddress bound) {
    return new ServerAddress(bound.getAddress().getHostAddress(), bound.getPort());
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("port '" + text + "' is not a number", e);
    }
    throw new IllegalArgumentException("port " + text + " is not from 1 to 65535");
  }

  /** Whether nothing leaves this machine. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
