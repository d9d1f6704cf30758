package dev.easel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.json.Json;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sellers that let go of a connection between one request and the next, and do not say so before.
 */
abstract class StaleConnectionSuite {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 8;
  private static final Content BODY = Content.json(Json.of("a paid request"));

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TestCall call = TestCall.ample();
  private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
  private final Queue<Future<?>> serving = new ConcurrentLinkedQueue<>();
  private final CountDownLatch stands = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final HttpCaller caller =
      new HttpCaller(
          new HttpLimits(AMPLE, AMPLE, 1_024, AMPLE), "easel-test/1", Dialler.direct(), nanos::get);

  /** Those whose answers wait for each other. */
  private volatile CyclicBarrier together = new CyclicBarrier(1);

  /** What follows each answer unasked. */
  private volatile String more = "";

  private ServerSocket listener;

  /** Begins to listen on the loopback interface. */
  protected abstract ServerSocket listen() throws Exception;

  /** How it is spoken to. */
  protected abstract String scheme();

  @BeforeEach
  void start() throws Exception {
    listener = listen();
    threads.execute(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    listener.close();
    threads.shutdownNow();
  }

  @Test
  void aPaidRequestIsSentOnOneThatStands() throws Exception {
    assertThat(buy()).isEqualTo(200);
    letGo();
    idle();
    assertThat(buy()).isEqualTo(200);
    assertThat(requests).hasValue(2);
    assertThat(connections).hasSize(2);
    assertThat(call.sends()).isEqualTo(2);
  }

  @Test
  void noneIsSentIntoOneThatWasReset() throws Exception {
    assertThat(buy()).isEqualTo(200);
    for (Socket socket : connections) {
      socket.setSoLinger(true, 0);
    }
    letGo();
    idle();
    assertThat(buy()).isEqualTo(200);
    assertThat(requests).hasValue(2);
    assertThat(connections).hasSize(2);
  }

  @Test
  void ofManyThatWentNoneIsSentInto() throws Exception {
    together = new CyclicBarrier(AT_ONCE);
    List<Future<Integer>> bought = new ArrayList<>();
    for (int number = 0; number < AT_ONCE; number++) {
      bought.add(threads.submit(this::buy));
    }
    for (Future<Integer> status : bought) {
      assertThat(status.get()).isEqualTo(200);
    }
    together = new CyclicBarrier(1);
    assertThat(connections).hasSize(AT_ONCE);
    letGo();
    idle();
    assertThat(buy()).isEqualTo(200);
    assertThat(requests).hasValue(AT_ONCE + 1);
    assertThat(connections).hasSize(AT_ONCE + 1);
  }

  @Test
  void oneThatStandsIsUsedAgainAndWaitedForAsLongAsEver() throws Exception {
    assertThat(buy()).isEqualTo(200);
    idle();
    together = new CyclicBarrier(2);
    Future<?> later =
        threads.submit(() -> {
          while (requests.get() < 2) {
            Thread.sleep(50);
          }
          return together.await(AMPLE.toSeconds(), TimeUnit.SECONDS);
        });
    assertThat(buy()).isEqualTo(200);
    later.get();
    assertThat(requests).hasValue(2);
    assertThat(connections).hasSize(1);
  }

  /** Nothing was asked of it, so nothing is in doubt. */
  @Test
  void noneIsSentIntoOneThatWentWhileLeaveWasAskedFor() throws Exception {
    Call leaving =
        new LeaveThatTakesTime(() -> {
          stands.await();
          letGo();
          idle();
        });
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> caller.buy(request(), CallGuard.of(leaving)));
    assertThat(failure.reason()).isEqualTo(TransportException.Reason.CONNECT);
    assertThat(failure.sent()).isFalse();
    assertThat(requests).hasValue(0);
  }

  @Test
  void anEndThatIsWishedForTooLateLeavesTheNextAlone() throws Exception {
    TestCall over = TestCall.ample();
    assertThat(caller.buy(request(), CallGuard.of(over)).status()).isEqualTo(200);
    over.end();
    assertThat(buy()).isEqualTo(200);
    assertThat(connections).hasSize(1);
  }

  /** Another would take it for the answer to what it asks. */
  @Test
  void noneIsSentIntoOneThatHasSaidMoreThanItWasAsked() throws Exception {
    more = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n[]";
    assertThat(buy()).isEqualTo(200);
    assertThat(buy()).isEqualTo(200);
    assertThat(connections).hasSize(2);
  }

  @Test
  void oneServesASingleExchangeAtATimeHoweverOftenAnAnswerIsClosed() throws Exception {
    Answer answer = caller.openPurchase(request(), CallGuard.of(call));
    assertThat(answer.whole(100).status()).isEqualTo(200);
    answer.close();
    answer.close();
    together = new CyclicBarrier(2);
    List<Future<Integer>> bought = List.of(threads.submit(this::buy), threads.submit(this::buy));
    for (Future<Integer> status : bought) {
      assertThat(status.get()).isEqualTo(200);
    }
    assertThat(connections).hasSize(2);
  }

  @Test
  void oneToCheckedAddressesServesNobodyElse() throws Exception {
    List<InetAddress> addresses = List.of(listener.getInetAddress());
    for (int number = 0; number < 2; number++) {
      try (Answer answer = caller.openAt(addresses, request(), CallGuard.of(call))) {
        assertThat(answer.whole(100).status()).isEqualTo(200);
      }
    }
    assertThat(buy()).isEqualTo(200);
    assertThat(connections).hasSize(3);
  }

  private void idle() {
    nanos.addAndGet(AMPLE.toNanos() / 10);
  }

  /** Of connections that have answered; on loopback the other side knows at once. */
  private void letGo() throws Exception {
    for (Socket socket : connections) {
      socket.close();
    }
    // A socket is closed when nobody reads it any more.
    for (Future<?> each : serving) {
      each.get();
    }
  }

  private int buy() throws Exception {
    return caller.buy(request(), CallGuard.of(call)).status();
  }

  private HttpRequest request() {
    URI uri = URI.create(scheme() + "://localhost:" + listener.getLocalPort() + "/");
    return HttpRequest.post(uri, BODY, new Patience(AMPLE, AMPLE, true));
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.add(socket);
        FutureTask<Void> service = new FutureTask<>(() -> serve(socket), null);
        serving.add(service);
        threads.execute(service);
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try {
      if (socket instanceof SSLSocket secure) {
        secure.startHandshake();
      }
      stands.countDown();
      InputStream in = socket.getInputStream();
      while (in.read(new byte[1]) == 1) {
        while (!readLine(in).isEmpty()) {}
        in.readNBytes(Math.toIntExact(BODY.length()));
        requests.incrementAndGet();
        together.await(AMPLE.toSeconds(), TimeUnit.SECONDS);
        socket
            .getOutputStream()
            .write(("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" + more).getBytes(ISO_8859_1));
      }
    } catch (Exception e) {
      // The caller has let go of it, or the test has.
    }
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** What happens until leave is given. */
  @FunctionalInterface
  private interface Meanwhile {
    void happens() throws Exception;
  }

  private record LeaveThatTakesTime(TestCall call, Meanwhile meanwhile) implements Call {
    LeaveThatTakesTime(Meanwhile meanwhile) {
      this(TestCall.ample(), meanwhile);
    }

    @Override
    public AttemptKey attempt() {
      return call.attempt();
    }

    @Override
    public Deadline deadline() {
      return call.deadline();
    }

    @Override
    public void onCancel(Runnable abort) {
      call.onCancel(abort);
    }

    @Override
    public void beforeSend() throws Fenced {
      try {
        meanwhile.happens();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      call.beforeSend();
    }
  }
}
