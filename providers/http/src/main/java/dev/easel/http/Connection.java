package dev.easel.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.util.Timeout;

/**
 * One connection that speaks HTTP/1.1, for one exchange at a time: what breaks it breaks one
 * exchange, and what its reader does not take stays with the seller, not in our memory.
 */
final class Connection {
  /** To look takes a millisecond, which is not worth it for what was in use just now. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final Timeout LOOK = Timeout.ofMilliseconds(1);

  /** Larger pieces pass it by. */
  private static final int BUFFER = 4 << 10;

  private static final Http1Config CONFIGURATION =
      Http1Config.custom()
          .setBufferSize(BUFFER)
          .setMaxLineLength(16 << 10)
          .setMaxHeaderCount(128)
          .build();

  private final Route route;
  private final BoundedSocket socket;
  private final Wire wire = new Wire();
  private final LongSupplier nanos;
  private volatile long lastSeen;

  private Connection(Route route, BoundedSocket socket, LongSupplier nanos) {
    this.route = route;
    this.socket = socket;
    this.nanos = nanos;
    this.lastSeen = nanos.getAsLong();
  }

  /**
   * Over a socket that is connected.
   *
   * @param nanos time that never jumps, in nanoseconds
   */
  static Connection plain(Route route, BoundedSocket socket, LongSupplier nanos)
      throws IOException {
    Connection connection = new Connection(route, socket, nanos);
    connection.wire.bind(socket);
    return connection;
  }

  /** The same with TLS, whose handshake is over. */
  static Connection secure(Route route, BoundedSocket socket, SSLSocket secured, LongSupplier nanos)
      throws IOException {
    Connection connection = new Connection(route, socket, nanos);
    connection.wire.bind(secured, socket);
    return connection;
  }

  Route route() {
    return route;
  }

  BoundedSocket socket() {
    return socket;
  }

  /** It is nobody's from now on. */
  void rest() {
    socket.boundBy(null);
    lastSeen = nanos.getAsLong();
  }

  /** For how long it has been nobody's, or since it was last seen to stand. */
  long restedNanos() {
    return nanos.getAsLong() - lastSeen;
  }

  /**
   * Whether the other side has let go of it since it was used: nothing was asked for, so whatever
   * comes, or breaks, says that no more will be answered. A paid request that is sent into one that
   * has gone is in doubt for nothing.
   */
  boolean hasGone() {
    if (restedNanos() < SHORT.toNanos()) {
      return false;
    }
    boolean gone = wire.hasGone();
    lastSeen = nanos.getAsLong();
    return gone;
  }

  /** Sends a request, to its last byte, within the bounds of its exchange. */
  void send(ClassicHttpRequest request, Exchange exchange) throws IOException {
    socket.boundBy(exchange.bounds());
    Progress progress = exchange.progress();
    progress.reaches(Stage.SENDING);
    try {
      if (request.getEntity() == null) {
        progress.lastByteLeaves();
        wire.sendRequestHeader(request);
      } else {
        wire.sendRequestHeader(request);
        wire.sendRequestEntity(request);
      }
      wire.flush();
    } catch (HttpException e) {
      throw new IOException("the request is not one of HTTP", e);
    }
    progress.reaches(Stage.WAITING);
  }

  /** Waits for the head of the answer, whose body can be read then. */
  ClassicHttpResponse answer(ClassicHttpRequest request, Progress progress) throws IOException {
    try {
      ClassicHttpResponse response = wire.receiveResponseHeader();
      while (response.getCode() < HttpStatus.SC_OK) {
        response = wire.receiveResponseHeader();
      }
      progress.reaches(Stage.READING);
      if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
        wire.receiveResponseEntity(response);
      }
      return response;
    } catch (HttpException e) {
      throw new IOException("the answer is not one of HTTP", e);
    }
  }

  /** At once, without a word. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed it is all the same.
      lastSeen = nanos.getAsLong();
    }
  }

  private static final class Wire extends DefaultBHttpClientConnection {
    Wire() {
      super(CONFIGURATION);
    }

    boolean hasGone() {
      try {
        boolean _ = awaitInput(LOOK);
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }
}
