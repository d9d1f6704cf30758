package dev.easel.http;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * How a place is reached.
 *
 * @param addresses to which of them to connect, in this order
 * @param socks the proxy that the system's sockets speak to by themselves, or none
 * @param tunnelled whether the addresses are those of a proxy of HTTP
 */
record Way(List<InetSocketAddress> addresses, Proxy socks, boolean tunnelled) {
  /** By the first proxy that the process is told to use, else straight. */
  static Way to(Route route) throws UnknownHostException, ConnectException {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> proxies = selector == null ? List.of() : selector.select(route.uri());
    Proxy proxy = proxies.isEmpty() ? Proxy.NO_PROXY : proxies.getFirst();
    return switch (proxy.type()) {
      case DIRECT -> straight(List.of(InetAddress.getAllByName(route.host())), route.port());
      // It resolves the name.
      case SOCKS ->
          new Way(
              List.of(InetSocketAddress.createUnresolved(route.host(), route.port())),
              proxy,
              false);
      case HTTP -> new Way(addresses(proxy), Proxy.NO_PROXY, true);
    };
  }

  /** To these addresses, without a proxy. */
  static Way straight(List<InetAddress> addresses, int port) {
    return new Way(
        addresses.stream().map(address -> new InetSocketAddress(address, port)).toList(),
        Proxy.NO_PROXY,
        false);
  }

  private static List<InetSocketAddress> addresses(Proxy proxy) throws ConnectException {
    if (!(proxy.address() instanceof InetSocketAddress address)) {
      throw new ConnectException("the proxy has no address");
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(address.getHostString()))
          .map(each -> new InetSocketAddress(each, address.getPort()))
          .toList();
    } catch (UnknownHostException e) {
      // Of the seller's own name nothing is known.
      ConnectException failure =
          new ConnectException("the proxy's name, " + address.getHostString() + ", is unknown");
      failure.initCause(e);
      throw failure;
    }
  }
}
