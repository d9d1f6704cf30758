package dev.easel.http;

import java.io.IOException;
import java.net.ConnectException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** A way through a proxy of HTTP, which then passes on what it does not understand. */
final class Tunnel {
  private Tunnel() {}

  /**
   * Asks for one, within the bounds of the socket; afterwards it leads to the place itself, and has
   * none.
   *
   * @throws IOException if the proxy gives none
   */
  static void open(BoundedSocket socket, Route route) throws IOException {
    Wire proxy = new Wire();
    proxy.bind(socket);
    try {
      proxy.sendRequestHeader(request(route));
      proxy.flush();
      ClassicHttpResponse answer = proxy.receiveResponseHeader();
      while (answer.getCode() < HttpStatus.SC_OK) {
        answer = proxy.receiveResponseHeader();
      }
      if (proxy.hasEnded()) {
        throw new ConnectException("the answer of the proxy breaks off");
      }
      if (answer.getCode() / 100 != 2) {
        throw new ConnectException("the proxy refuses with status " + answer.getCode());
      }
      socket.boundBy(null);
      socket.lookedAtBy(Look.atHand());
      if (proxy.saysSomething()) {
        throw new ConnectException("the proxy says more than it was asked");
      }
    } catch (HttpException | RuntimeException e) {
      throw new IOException("the proxy does not answer by HTTP", e);
    }
  }

  private static ClassicHttpRequest request(Route route) {
    String place = route.host().indexOf(':') < 0 ? route.host() : "[" + route.host() + "]";
    String target = place + ":" + route.port();
    ClassicHttpRequest request = new BasicClassicHttpRequest("CONNECT", "/");
    request.setPath(target);
    request.setHeader(HttpHeaders.HOST, target);
    return request;
  }
}
