package dev.easel.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A place on loopback where nobody listens, for as long as this is open: its port is bound, so that
 * no other process gets it.
 */
public final class Nowhere implements AutoCloseable {
  private final Socket reserved = new Socket();

  /** Reserves a free port. */
  public Nowhere() {
    try {
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a connection is refused. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + reserved.getLocalPort());
  }

  @Override
  public void close() {
    try {
      reserved.close();
    } catch (IOException e) {
      throw new AssertionError("an unconnected socket closes", e);
    }
  }
}
