package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.json.Json;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that the process is told to use, by Java's own settings. */
final class ProxyTest {
  /** Known to the proxy only. */
  private static final String SELLER = "seller.invalid";

  private static final Patience LONG =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), true);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final TestCall call = TestCall.ample();
  private final HttpCaller caller = caller(Duration.ofSeconds(1));
  private final HttpCaller patient = caller(Duration.ofSeconds(60));
  private volatile String answer = "HTTP/1.1 200 Connection established\r\n\r\n";
  private ServerSocket proxy;

  @BeforeEach
  void start() throws IOException {
    proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", String.valueOf(proxy.getLocalPort()));
  }

  @AfterEach
  void stop() throws IOException {
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
    caller.close();
    patient.close();
    proxy.close();
    threads.shutdownNow();
  }

  @Test
  void isAskedForATunnelThroughWhichARequestIsSentOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      int port = server.uri().getPort();
      assertThat(caller.buy(request(port), CallGuard.of(call)).status()).isEqualTo(200);
      assertThat(server.requests()).hasSize(1);
      assertThat(asked).containsExactly("CONNECT " + SELLER + ":" + port + " HTTP/1.1");
    }
    assertThat(call.sends()).isEqualTo(1);
  }

  @Test
  void thatRefusesLeavesTheRequestUnsent() {
    answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> caller.buy(request(1), CallGuard.of(call)));
    assertThat(failure.reason()).isEqualTo(TransportException.Reason.CONNECT);
    assertThat(failure.sent()).isFalse();
    assertThat(asked).containsExactly("CONNECT " + SELLER + ":1 HTTP/1.1");
    assertThat(call.sends()).isZero();
  }

  @Test
  void thatSaysNothingIsGivenUpInTime() {
    answer = "";
    long before = System.nanoTime();
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> caller.buy(request(1), CallGuard.of(call)));
    assertThat(failure.reason()).isEqualTo(TransportException.Reason.CONNECT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG.total());
    assertThat(call.sends()).isZero();
  }

  @Test
  void thatSaysMoreThanItWasAskedIsNotSpokenThrough() {
    answer = "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> caller.buy(request(1), CallGuard.of(call)));
    assertThat(failure.reason()).isEqualTo(TransportException.Reason.CONNECT);
    assertThat(call.sends()).isZero();
  }

  @Test
  void thatSaysNothingIsLeftAtOnceWhenTheCallEnds() throws Exception {
    answer = "";
    Future<?> ending =
        threads.submit(() -> {
          while (asked.isEmpty()) {
            Thread.onSpinWait();
          }
          call.end();
        });
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> patient.buy(request(1), CallGuard.of(call)));
    assertThat(failure.reason()).isEqualTo(TransportException.Reason.ABORTED);
    ending.get();
  }

  private static HttpCaller caller(Duration connect) {
    HttpLimits usual = HttpLimits.usual();
    return new HttpCaller(
        new HttpLimits(connect, usual.paceWindow(), usual.leastBytesPerSecond(), usual.pulse()),
        "easel-test/1");
  }

  private static HttpRequest request(int port) {
    URI uri = URI.create("http://" + SELLER + ":" + port);
    return HttpRequest.post(uri, Content.json(Json.of("a paid request")), LONG);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = proxy.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String first = line(client.getInputStream());
      asked.add(first);
      while (!line(client.getInputStream()).isEmpty()) {}
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (!answer.contains(" 200 ")) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
      int port = URI.create("tcp://" + first.split(" ", -1)[1]).getPort();
      try (Socket server = new Socket(Proxy.NO_PROXY)) {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        threads.execute(() -> pass(client, server));
        server.getInputStream().transferTo(client.getOutputStream());
      }
    } catch (IOException e) {
      // One of them has left.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them has left.
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
