package dev.easel.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import javax.net.SocketFactory;

/** Sockets that connect to these addresses and to no other, whatever they are asked for. */
final class PinnedSockets extends SocketFactory {
  private final Set<InetAddress> addresses;
  private final Dialler dialler;
  private final ReadAheadWindows windows;

  /**
   * Makes sockets.
   *
   * @param windows what they may read ahead into
   */
  PinnedSockets(Set<InetAddress> addresses, Dialler dialler, ReadAheadWindows windows) {
    this.addresses = Set.copyOf(addresses);
    this.dialler = dialler;
    this.windows = windows;
  }

  @Override
  public Socket createSocket() {
    return new PinnedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connectedAtOnce();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connectedAtOnce();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connectedAtOnce();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw connectedAtOnce();
  }

  private static UnsupportedOperationException connectedAtOnce() {
    return new UnsupportedOperationException("a pinned socket is connected by its caller");
  }

  private final class PinnedSocket extends ReadAheadSocket {
    PinnedSocket() {
      super(windows);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress address)
          || address.isUnresolved()
          || !addresses.contains(address.getAddress())) {
        throw new ConnectException("not an address that was checked");
      }
      dialler.dial(super::connect, address, timeout);
    }
  }
}
