package dev.easel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

final class PlainStaleConnectionTest extends StaleConnectionSuite {
  @Override
  protected ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Override
  protected String scheme() {
    return "http";
  }
}
