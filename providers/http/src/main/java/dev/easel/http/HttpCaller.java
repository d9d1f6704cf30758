package dev.easel.http;

import dev.easel.spi.Fenced;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * Makes HTTP exchanges that end: by answer, by limit, by deadline, or because the host says so.
 * Never sends anything twice and never follows a redirect by itself. Safe for threads; calls block.
 */
public final class HttpCaller implements AutoCloseable {
  /** What they read into, 2 MiB at most, stays for the next; who waits for bytes has none of it. */
  private static final int CONNECTIONS_READ_AHEAD = 32;

  /** Largest small answer that is read into memory. */
  private static final int LARGEST_REPLY = 1 << 20;

  private final Dialler dialler;
  private final Connector connector;
  private final IdleConnections idle;
  private final Exchanges exchanges;
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
    this.dialler = dialler;
    this.connector =
        new Connector(
            limits,
            new ReadAheadWindows(CONNECTIONS_READ_AHEAD),
            new Lazy<>(TrustedSockets::make),
            nanos);
    this.idle = new IdleConnections(timers);
    this.exchanges = new Exchanges(limits, userAgent, timers);
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
      return exchanges.begin(connections, request, guard, () -> {});
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
    return exchanges.begin(shared(request), request, guard, guard::beforeSend);
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
}
