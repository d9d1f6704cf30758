package dev.easel.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes connections. Safe for threads; calls block. */
final class Connector {
  private static final String[] PROTOCOLS = {"http/1.1"};

  private final HttpLimits limits;
  private final ReadAheadWindows windows;
  private final Supplier<SSLSocketFactory> tls;
  private final LongSupplier nanos;

  /**
   * A connector.
   *
   * @param windows what its connections may read ahead into
   * @param tls asked when TLS is first spoken
   */
  Connector(
      HttpLimits limits,
      ReadAheadWindows windows,
      Supplier<SSLSocketFactory> tls,
      LongSupplier nanos) {
    this.limits = limits;
    this.windows = windows;
    this.tls = tls;
    this.nanos = nanos;
  }

  /** Connects to a host, by the proxy that the process is told to use, if any. */
  Connection connect(Route route, Exchange exchange) throws IOException {
    return connectBy(Way.to(route), Dialler.direct(), route, exchange);
  }

  /** Connects to one of these addresses and to no other, without a proxy. */
  Connection connectAt(List<InetAddress> addresses, Dialler dialler, Route route, Exchange exchange)
      throws IOException {
    return connectBy(Way.straight(addresses, route.port()), dialler, route, exchange);
  }

  private Connection connectBy(Way way, Dialler dialler, Route route, Exchange exchange)
      throws IOException {
    exchange.progress().reaches(Stage.CONNECT);
    IOException failure = new ConnectException("there is no address");
    for (InetSocketAddress address : way.addresses()) {
      BoundedSocket socket = new BoundedSocket(way.socks(), limits.pulse(), windows);
      try {
        exchange.talksThrough(socket);
        dialler.dial(socket::connect, address, timeoutMillis(exchange));
        socket.boundBy(exchange.bounds());
        if (way.tunnelled()) {
          Tunnel.open(socket, route);
        }
        return over(socket, route, exchange);
      } catch (IOException e) {
        socket.close();
        failure = e;
        if (exchange.progress().stage() != Stage.CONNECT || exchange.isToEnd()) {
          break;
        }
      }
    }
    throw failure;
  }

  private int timeoutMillis(Exchange exchange) {
    long nanosLeft = Math.min(limits.connect().toNanos(), exchange.bounds().leftNanos());
    return Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft)));
  }

  private Connection over(BoundedSocket socket, Route route, Exchange exchange) throws IOException {
    if (!route.secure()) {
      socket.boundBy(null);
      return Connection.plain(route, socket, nanos);
    }
    exchange.progress().reaches(Stage.TLS);
    socket.boundBy(exchange.bounds());
    SSLSocket secured = secured(socket, route);
    socket.boundBy(null);
    return Connection.secure(route, socket, secured, nanos);
  }

  /** The name is what the certificate must say. */
  private SSLSocket secured(BoundedSocket socket, Route route) throws IOException {
    SSLSocket secured =
        (SSLSocket) tls.get().createSocket(socket, route.host(), route.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(PROTOCOLS);
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }
}
