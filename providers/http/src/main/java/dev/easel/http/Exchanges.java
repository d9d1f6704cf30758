package dev.easel.http;

import dev.easel.spi.Fenced;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;

/**
 * Makes exchanges: a connection, leave, the request once, the head of its answer, in this order and
 * nothing twice. Safe for threads.
 */
final class Exchanges {
  private static final ConnectionReuseStrategy REUSE = DefaultConnectionReuseStrategy.INSTANCE;

  private final HttpLimits limits;
  private final String userAgent;
  private final Supplier<ScheduledExecutorService> timers;

  /** With what watches over those that send. */
  Exchanges(HttpLimits limits, String userAgent, Supplier<ScheduledExecutorService> timers) {
    this.limits = limits;
    this.userAgent = userAgent;
    this.timers = timers;
  }

  /** Asked for when the connection stands, and no byte of the request has left. */
  @FunctionalInterface
  interface Leave {
    void require() throws Fenced;
  }

  /**
   * Makes one, up to its answer, whatever that is.
   *
   * @throws TransportException if no answer came
   * @throws Fenced if there was no leave; nothing was sent
   * @throws InterruptedException if the thread was interrupted
   */
  Answer begin(Connections connections, HttpRequest request, CallGuard guard, Leave leave)
      throws TransportException, Fenced, InterruptedException {
    Exchange exchange = entered(request, guard);
    boolean answered = false;
    try {
      Answer answer = exchange(connections, request, exchange, leave);
      answered = true;
      return answer;
    } catch (IOException e) {
      throw exchange.translate(e);
    } finally {
      if (!answered) {
        exchange.cutoff().cut();
      }
    }
  }

  private Exchange entered(HttpRequest request, CallGuard guard) throws TransportException {
    Exchange exchange = new Exchange(request, guard, limits);
    if (exchange.timeLeft().isZero()) {
      throw new TransportException(
          TransportException.Reason.DEADLINE,
          false,
          "the deadline passed before " + Route.to(request.uri()).host() + " was asked",
          null);
    }
    guard.enter(exchange.cutoff());
    return exchange;
  }

  private Answer exchange(
      Connections connections, HttpRequest request, Exchange exchange, Leave leave)
      throws IOException, Fenced {
    Progress progress = exchange.progress();
    ClassicHttpRequest wire = WireRequest.of(request, userAgent, progress);
    Connection connection;
    try (SendWatch _ = SendWatch.begin(exchange, timers.get())) {
      connection = connections.take(exchange);
      exchange.talksThrough(connection.socket());
      checkWanted();
      leave.require();
      checkWanted();
      checkStands(connection, progress);
      connection.send(wire, exchange);
    }
    ClassicHttpResponse response = connection.answer(wire, exchange);
    return new Answer(
        response,
        exchange,
        limits,
        connection::breaksOff,
        answer -> end(connections, connection, wire, answer));
  }

  /** To write notices no interrupt. */
  private static void checkWanted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before anything was asked");
    }
  }

  /** To be given leave may take its time; nothing was asked for yet. */
  private static void checkStands(Connection connection, Progress progress) throws IOException {
    if (connection.hasGone()) {
      progress.reaches(Stage.CONNECT);
      throw new ConnectException("the other side let go before anything was asked");
    }
  }

  private static void end(
      Connections connections,
      Connection connection,
      ClassicHttpRequest asked,
      ClassicHttpResponse answer) {
    if (REUSE.keepAlive(asked, answer, null)) {
      connections.giveBack(connection);
    } else {
      connection.close();
    }
  }
}
