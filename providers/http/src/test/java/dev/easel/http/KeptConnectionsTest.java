package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.easel.testkit.TestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections between one exchange and the next. */
final class KeptConnectionsTest {
  private static final int AT_ONCE = 100;
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CyclicBarrier all = new CyclicBarrier(AT_ONCE);
  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
  private final HttpCaller caller =
      new HttpCaller(new HttpLimits(AMPLE, AMPLE, 1_024, AMPLE), "easel-test/1");
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), AT_ONCE);
    server.setExecutor(threads);
    server.createContext("/", this::answerWhenAllAreThere);
    server.start();
  }

  @AfterEach
  void stop() {
    caller.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void ofManyThatEndTogetherAreUsedAgain() throws Exception {
    exchangeAllAtOnce();
    exchangeAllAtOnce();
    assertThat(connections).hasSize(AT_ONCE);
  }

  private void exchangeAllAtOnce() throws Exception {
    Patience patience = new Patience(AMPLE, AMPLE, true);
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
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

  private void answerWhenAllAreThere(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress());
    try {
      all.await(AMPLE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException("not all requests came", e);
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
