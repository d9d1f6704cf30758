package dev.easel.http;

import dev.easel.spi.Fenced;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP exchanges that end: by answer, by limit, by deadline, or because the host says so.
 * Never sends anything twice and never follows a redirect by itself. Safe for threads; calls block.
 */
public final class HttpCaller implements AutoCloseable {
  /**
   * Idle connections are kept for a shorter time than most sellers keep theirs, so that a paid
   * request does not meet one that is just being closed; of others {@link IdleConnections} knows.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  /** As many as end together where a thousand are in flight, before other requests begin. */
  private static final int IDLE_CONNECTIONS = 512;

  /** What they read into, 2 MiB at most, stays for the next; who waits for bytes has none of it. */
  private static final int CONNECTIONS_READ_AHEAD = 32;

  /** Largest small answer that is read into memory. */
  private static final int LARGEST_REPLY = 1 << 20;

  private final HttpLimits limits;
  private final String userAgent;
  private final Dialler dialler;
  private final IdleConnections idle;
  private final Arrivals arrivals = new Arrivals();
  private final ReadAheadWindows windows = new ReadAheadWindows(CONNECTIONS_READ_AHEAD);
  private final Lazy<OkHttpClient> client;

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
    this.idle = new IdleConnections(nanos);
    this.client = new Lazy<>(this::newClient);
  }

  /** Made for the first exchange: trust stores and TLS are a tenth of a server's start. */
  private OkHttpClient newClient() {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(limits.connect())
        .socketFactory(new WatchedSockets(limits.pulse(), arrivals, windows))
        .pingInterval(limits.pulse())
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
        .addInterceptor(HttpCaller::withIdleLimit)
        .addNetworkInterceptor(idle::intercept)
        .addNetworkInterceptor(Purchase::intercept)
        .build();
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
    return openBy(client.get(), request, guard);
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
    List<InetAddress> pinned = List.copyOf(addresses);
    OkHttpClient alone =
        client
            .get()
            .newBuilder()
            .dns(_ -> pinned)
            .proxy(Proxy.NO_PROXY)
            .socketFactory(new PinnedSockets(Set.copyOf(pinned), dialler, windows))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();
    return openBy(alone, request, guard);
  }

  private Answer openBy(OkHttpClient sender, HttpRequest request, CallGuard guard)
      throws TransportException, InterruptedException {
    try {
      return startOnOneThatStands(sender, request, guard, null);
    } catch (Purchase.FencedOff e) {
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
    try {
      return startOnOneThatStands(client.get(), request, guard, new Purchase(guard));
    } catch (Purchase.FencedOff e) {
      throw e.fenced();
    }
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    client.ifMade(made -> made.connectionPool().evictAll());
  }

  /** Of a connection that had gone nothing was asked; what is idle beside it went likely, too. */
  private Answer startOnOneThatStands(
      OkHttpClient sender, HttpRequest request, CallGuard guard, @Nullable Purchase purchase)
      throws TransportException, InterruptedException, Purchase.FencedOff {
    try {
      return start(sender, request, guard, purchase);
    } catch (IdleConnections.Gone e) {
      sender.connectionPool().evictAll();
    }
    try {
      return start(sender, request, guard, purchase);
    } catch (IdleConnections.Gone e) {
      throw new TransportException(
          TransportException.Reason.CONNECT,
          false,
          "the connection to " + request.uri().getHost() + " is let go of again and again",
          e);
    }
  }

  private Answer start(
      OkHttpClient sender, HttpRequest request, CallGuard guard, @Nullable Purchase purchase)
      throws TransportException, InterruptedException, Purchase.FencedOff, IdleConnections.Gone {
    Progress progress = new Progress(idle);
    okhttp3.Call call = sender.newCall(wireRequest(request, progress, purchase));
    call.addEventListener(progress);
    Exchange exchange =
        new Exchange(call, progress, guard, request.patience(), request.uri().getHost());
    Duration timeLeft = timeLeft(exchange);
    guard.enter(call);
    CallTimer timer = CallTimer.start(call, timeLeft);
    try {
      return new Answer(
          HeadTimer.execute(
              call, progress, request.patience().head(), limits.paceWindow(), arrivals),
          exchange,
          timer,
          limits);
    } catch (Purchase.FencedOff | IdleConnections.Gone e) {
      timer.end();
      throw e;
    } catch (IOException e) {
      timer.end();
      throw exchange.translate(e);
    }
  }

  private static Duration timeLeft(Exchange exchange) throws TransportException {
    Duration remaining = exchange.guard().deadline().remaining();
    if (remaining.isZero()) {
      throw new TransportException(
          TransportException.Reason.DEADLINE,
          false,
          "the deadline passed before " + exchange.host() + " was asked",
          null);
    }
    return exchange.timeLeft();
  }

  private Request wireRequest(HttpRequest request, Progress progress, @Nullable Purchase purchase) {
    Request.Builder builder =
        new Request.Builder()
            .url(request.uri() + request.query().map(query -> "?" + query.reveal()).orElse(""))
            .tag(Patience.class, request.patience())
            .header("User-Agent", userAgent)
            // Keeps the library from inflating: a small body that unpacks to a huge one is refused.
            .header("Accept-Encoding", "identity");
    request.headers().forEach(builder::header);
    request
        .authorization()
        .ifPresent(credentials -> builder.header(credentials.header(), credentials.reveal()));
    if (purchase != null) {
      builder.tag(Purchase.class, purchase);
    }
    return builder
        .method(
            request.method(),
            request.content().map(content -> new OneShotBody(content, progress)).orElse(null))
        .build();
  }

  private static Response withIdleLimit(Interceptor.Chain chain) throws IOException {
    Patience patience = chain.request().tag(Patience.class);
    if (patience == null) {
      return chain.proceed(chain.request());
    }
    int idle = Math.toIntExact(patience.idle().toMillis());
    int first = Math.toIntExact(patience.firstByte().toMillis());
    return chain
        .withReadTimeout(first, TimeUnit.MILLISECONDS)
        .withWriteTimeout(idle, TimeUnit.MILLISECONDS)
        .proceed(chain.request());
  }
}
