package dev.easel.http;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.MessageSupport;

/**
 * One connection that speaks HTTP/1.1, for one exchange at a time: what breaks it breaks one
 * exchange, and what its reader does not take stays with the seller, not in our memory.
 */
final class Connection {
  /**
   * To see an end takes a millisecond, which is not worth it for what was in use just now; of that
   * what has come is seen.
   */
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Route route;
  private final BoundedSocket socket;
  private final Wire wire = new Wire();
  private final LongSupplier nanos;

  /** When it was last in use, or seen to stand. */
  private volatile long lastSeen;

  /** Before it has, TLS sends tickets of its own accord. */
  private volatile boolean served;

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
    served = true;
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
    boolean closely = restedNanos() >= SHORT.toNanos();
    Look look = closely ? Look.closely() : Look.atHand();
    socket.lookedAtBy(look);
    boolean gone = wire.saysSomething() || (served && look.tookSomething());
    if (closely) {
      lastSeen = nanos.getAsLong();
    }
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
  ClassicHttpResponse answer(ClassicHttpRequest request, Exchange exchange) throws IOException {
    try {
      ClassicHttpResponse response = wholeHead();
      while (response.getCode() < HttpStatus.SC_OK) {
        exchange.bounds().headEnds();
        response = wholeHead();
      }
      exchange.progress().reaches(Stage.READING);
      if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
        wire.receiveResponseEntity(response);
      }
      return response;
    } catch (HttpException | RuntimeException e) {
      // Of some heads the library makes exceptions that it does not declare.
      throw new IOException("the answer is not one of HTTP", e);
    }
  }

  private ClassicHttpResponse wholeHead() throws HttpException, IOException {
    ClassicHttpResponse response = wire.receiveResponseHeader();
    if (wire.hasEnded()) {
      throw new EOFException("the head of an answer breaks off");
    }
    return response;
  }

  /** Whether a body that is read to its end has broken off: it says itself where that is. */
  boolean breaksOff(HttpEntity body) {
    boolean saysWhere = body.isChunked() || body.getContentLength() >= 0;
    return saysWhere && wire.hasEnded();
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
}
