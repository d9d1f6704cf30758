package dev.easel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Connections between one exchange and the next. The JDK's own server would close all but 200 of
 * them.
 */
final class KeptConnectionsTest {
  private static final int AT_ONCE = 400;
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CyclicBarrier all = new CyclicBarrier(AT_ONCE);
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpCaller caller =
      new HttpCaller(new HttpLimits(AMPLE, AMPLE, 1_024, AMPLE), "easel-test/1");
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, AT_ONCE, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    server.close();
    threads.shutdownNow();
  }

  @Test
  void ofManyThatEndTogetherAreUsedAgain() throws Exception {
    exchangeAllAtOnce();
    exchangeAllAtOnce();
    assertThat(connections).hasValue(AT_ONCE);
  }

  private void exchangeAllAtOnce() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, true);
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    List<Future<Reply>> replies = new ArrayList<>();
    for (int number = 0; number < AT_ONCE; number++) {
      replies.add(
          threads.submit(() ->
              caller.exchange(HttpRequest.get(uri, patience), CallGuard.of(TestCall.ample()))));
    }
    for (Future<Reply> reply : replies) {
      assertThat(reply.get().status()).isEqualTo(204);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> answerWhenAllAreThere(connection));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void answerWhenAllAreThere(Socket connection) {
    try (connection) {
      Scanner heads = new Scanner(connection.getInputStream(), ISO_8859_1).useDelimiter("\r\n\r\n");
      while (heads.hasNext()) {
        heads.next();
        all.await(AMPLE.toSeconds(), TimeUnit.SECONDS);
        connection.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1));
      }
    } catch (Exception e) {
      // The test is over, or not all requests came, which fails it: their answers do not come.
    }
  }
}
