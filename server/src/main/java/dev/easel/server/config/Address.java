package dev.easel.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where to listen.
 *
 * @param host name or address
 * @param port port, zero for a free one
 */
public record Address(String host, int port) {
  /** The same, its name looked up. */
  public InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    InetAddress address = socket().getAddress();
    return address != null && address.isLoopbackAddress();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
