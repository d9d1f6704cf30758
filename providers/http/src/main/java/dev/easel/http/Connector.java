package dev.easel.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.Arrays;
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
    Proxy proxy = proxy(route);
    return connectToOneOf(addresses(route, proxy), proxy, Dialler.direct(), route, exchange);
  }

  /** Connects to one of these addresses and to no other, without a proxy. */
  Connection connectAt(List<InetAddress> addresses, Dialler dialler, Route route, Exchange exchange)
      throws IOException {
    List<InetSocketAddress> pinned =
        addresses.stream().map(address -> new InetSocketAddress(address, route.port())).toList();
    return connectToOneOf(pinned, Proxy.NO_PROXY, dialler, route, exchange);
  }

  private static Proxy proxy(Route route) {
    ProxySelector selector = ProxySelector.getDefault();
    return selector == null ? Proxy.NO_PROXY : selector.select(route.uri()).getFirst();
  }

  /** A proxy resolves names by itself. */
  private static List<InetSocketAddress> addresses(Route route, Proxy proxy) throws IOException {
    return proxy.type() == Proxy.Type.DIRECT
        ? Arrays.stream(InetAddress.getAllByName(route.host()))
            .map(address -> new InetSocketAddress(address, route.port()))
            .toList()
        : List.of(InetSocketAddress.createUnresolved(route.host(), route.port()));
  }

  private Connection connectToOneOf(
      List<InetSocketAddress> addresses,
      Proxy proxy,
      Dialler dialler,
      Route route,
      Exchange exchange)
      throws IOException {
    exchange.progress().reaches(Stage.CONNECT);
    IOException failure = new ConnectException("there is no address");
    for (InetSocketAddress address : addresses) {
      BoundedSocket socket = new BoundedSocket(proxy, limits.pulse(), windows);
      try {
        exchange.talksThrough(socket);
        dialler.dial(socket::connect, address, timeoutMillis(exchange));
        return overStanding(socket, route, exchange);
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

  private Connection overStanding(BoundedSocket socket, Route route, Exchange exchange)
      throws IOException {
    if (!route.secure()) {
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
