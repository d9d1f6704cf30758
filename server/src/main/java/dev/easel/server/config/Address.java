package dev.easel.server.config;

/**
 * Where to listen.
 *
 * @param host name or address
 * @param port port, zero for a free one
 */
public record Address(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
