package dev.easel.http;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Makes connections to addresses. A port, so that a test can watch them and lead them elsewhere.
 */
@FunctionalInterface
public interface Dialler {
  /** A socket that waits to be connected. */
  @FunctionalInterface
  interface Line {
    /** Connects it. */
    void connect(InetSocketAddress address, int timeoutMillis) throws IOException;
  }

  /**
   * Connects a line to an address.
   *
   * @throws IOException if there is no connection in time
   */
  void dial(Line line, InetSocketAddress address, int timeoutMillis) throws IOException;

  /** Connects to the address itself. */
  static Dialler direct() {
    return Line::connect;
  }
}
