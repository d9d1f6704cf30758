package dev.easel.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that notice when the network is gone, since a connection that waits says nothing of it by
 * itself, and that tell of what arrives.
 */
final class WatchedSockets extends SocketFactory {
  /** How often the other side is asked again before it is given up. */
  private static final int PROBES = 3;

  private final Duration pulse;
  private final Arrivals arrivals;
  private final ReadAheadWindows windows;

  /**
   * Makes sockets.
   *
   * @param pulse how long a connection may say nothing before it is asked whether it is there
   * @param windows what they may read ahead into
   */
  WatchedSockets(Duration pulse, Arrivals arrivals, ReadAheadWindows windows) {
    this.pulse = pulse;
    this.arrivals = arrivals;
    this.windows = windows;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new WatchedSocket();
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, inSeconds(pulse));
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, inSeconds(pulse.dividedBy(PROBES)));
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    return socket;
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

  /** Where the system knows it; elsewhere its own, slower, habits hold. */
  private static void set(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }

  private static int inSeconds(Duration duration) {
    return Math.toIntExact(Math.max(1, duration.toSeconds()));
  }

  private static UnsupportedOperationException connectedAtOnce() {
    return new UnsupportedOperationException("a watched socket is connected by its caller");
  }

  private final class WatchedSocket extends ReadAheadSocket {
    WatchedSocket() {
      super(windows);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new WatchedStream(super.getInputStream());
    }
  }

  private final class WatchedStream extends FilterInputStream {
    WatchedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      arrivals.tell();
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      arrivals.tell();
      return count;
    }
  }
}
