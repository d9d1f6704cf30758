package dev.easel.http;

import dev.easel.spi.Fenced;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;

/**
 * Makes HTTP exchanges that end: by answer, by limit, by deadline, or because the host says so.
 * Never sends anything twice and never follows a redirect by itself. Safe for threads; calls block.
 */
public final class HttpCaller implements AutoCloseable {
  /** What they read into, 2 MiB at most, stays for the next; who waits for bytes has none of it. */
  private static final int CONNECTIONS_READ_AHEAD = 32;

  private static final ConnectionReuseStrategy REUSE = DefaultConnectionReuseStrategy.INSTANCE;

  /** Largest small answer that is read into memory. */
  private static final int LARGEST_REPLY = 1 << 20;

  private final HttpLimits limits;
  private final String userAgent;
  private final Dialler dialler;
  private final Connector connector;
  private final IdleConnections idle;
  private final Lazy<ScheduledExecutorService> timers = new Lazy<>(HttpCaller::newTimers);

  /**
   * A caller with its own connections.
   *
   * @param userAgent how it introduces itself
   */
  public HttpCaller(HttpLimits limits, String userAgent) {
    this(limits, userAgent, Dialler.direct());
  }

  /**
   * A caller with its own connections.
   *
   * @param userAgent how it introduces itself
   * @param dialler what makes the connections of {@link #openAt}
   */
  public HttpCaller(HttpLimits limits, String userAgent, Dialler dialler) {
    this(limits, userAgent, dialler, System::nanoTime);
  }

  HttpCaller(HttpLimits limits, String userAgent, Dialler dialler, LongSupplier nanos) {
    this.limits = limits;
    this.userAgent = userAgent;
    this.dialler = dialler;
    this.connector =
        new Connector(
            limits,
            new ReadAheadWindows(CONNECTIONS_READ_AHEAD),
            new Lazy<>(HttpCaller::newSockets),
            nanos);
    this.idle = new IdleConnections(timers);
  }

  /** Made for the first secure connection: trust stores and TLS are a tenth of a server's start. */
  private static SSLSocketFactory newSockets() {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init((KeyStore) null);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS, or its trust store is broken", e);
    }
  }

  /** A platform thread: what it watches over must not be what keeps it waiting. */
  private static ScheduledExecutorService newTimers() {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("easel-http-", 0).factory(),
            // Exchanges that outlive their caller end well, though nobody watches them any more.
            new ThreadPoolExecutor.DiscardPolicy());
    timers.setRemoveOnCancelPolicy(true);
    return timers;
  }

  /**
   * Sends a request that costs nothing.
   *
   * @return the answer, whatever its status, with its body still to be read; to be closed
   * @throws TransportException if no answer came
   * @throws InterruptedException if the host wants the work to end
   */
  public Answer open(HttpRequest request, CallGuard guard)
      throws TransportException, InterruptedException {
    return openFree(shared(request), request, guard);
  }

  /**
   * Sends a request that costs nothing to a host at exactly these addresses: no name is looked up,
   * no proxy asked, no connection shared. The host's name is still what its certificate must say.
   *
   * @return the answer, whatever its status, with its body still to be read; to be closed
   * @throws TransportException if no answer came
   * @throws InterruptedException if the host wants the work to end
   */
  public Answer openAt(List<InetAddress> addresses, HttpRequest request, CallGuard guard)
      throws TransportException, InterruptedException {
    Route route = Route.to(request.uri());
    return openFree(
        new Connections.Pinned(route, List.copyOf(addresses), dialler, connector), request, guard);
  }

  private Answer openFree(Connections connections, HttpRequest request, CallGuard guard)
      throws TransportException, InterruptedException {
    try {
      return start(connections, request, guard, () -> {});
    } catch (Fenced e) {
      throw new AssertionError("a free request has no leave to lose", e);
    }
  }

  /** Sends a request that costs nothing and reads the answer, of at most 1 MiB. */
  public Reply exchange(HttpRequest request, CallGuard guard)
      throws TransportException, InterruptedException {
    try (Answer answer = open(request, guard)) {
      return answer.whole(LARGEST_REPLY);
    }
  }

  /**
   * Sends a paid request once, after the host's leave, which is asked for when the connection
   * stands, and reads the answer, of at most 1 MiB.
   *
   * @throws TransportException if there is no whole answer; {@link TransportException#sent()} says
   *     whether the seller may have understood the request
   * @throws Fenced if the host did not give its leave; nothing was sent
   * @throws InterruptedException if the host wants the work to end
   */
  public Reply buy(HttpRequest request, CallGuard guard)
      throws TransportException, Fenced, InterruptedException {
    try (Answer answer = openPurchase(request, guard)) {
      return answer.whole(LARGEST_REPLY);
    }
  }

  /**
   * Sends a paid request once, as {@link #buy} does.
   *
   * @return the answer, whatever its status, with its body still to be read; to be closed
   * @throws TransportException if no answer came; {@link TransportException#sent()} says whether
   *     the seller may have understood the request
   * @throws Fenced if the host did not give its leave; nothing was sent
   * @throws InterruptedException if the host wants the work to end
   */
  public Answer openPurchase(HttpRequest request, CallGuard guard)
      throws TransportException, Fenced, InterruptedException {
    return start(shared(request), request, guard, guard::beforeSend);
  }

  /** Closes idle connections, and those of exchanges under way when these are over. */
  @Override
  public void close() {
    idle.close();
    timers.ifMade(ScheduledExecutorService::shutdown);
  }

  private Connections shared(HttpRequest request) {
    return new Connections.Shared(Route.to(request.uri()), idle, connector);
  }

  /** Asked for when the connection stands, and no byte of the request has left. */
  @FunctionalInterface
  private interface Leave {
    void require() throws Fenced;
  }

  private Answer start(Connections connections, HttpRequest request, CallGuard guard, Leave leave)
      throws TransportException, Fenced, InterruptedException {
    Exchange exchange = begin(request, guard);
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

  private Exchange begin(HttpRequest request, CallGuard guard) throws TransportException {
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
    ClassicHttpResponse response = connection.answer(wire, progress);
    return new Answer(
        response, exchange, limits, answer -> end(connections, connection, wire, answer));
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
