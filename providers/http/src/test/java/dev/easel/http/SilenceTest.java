package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.TransportException.Reason;
import dev.easel.http.json.Json;
import dev.easel.testkit.TestCall;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.file.Path;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Check R-15 of the test plan: a seller that thinks is told apart from a network that is gone,
 * though both are silent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SilenceTest {
  private static final Duration PULSE = Duration.ofSeconds(1);

  /** For a slow machine; without the pulse it would be the minute of the call. */
  private static final Duration BAR = Duration.ofSeconds(30);

  private static final Patience HOUR = Patience.forWorkEvents(Duration.ofHours(1));
  private static final Content BODY = Content.json(Json.of("a paid request"));

  private final HttpCaller caller =
      new HttpCaller(
          new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1_024, PULSE),
          "easel-test/1");
  private Path keys = Path.of("keys.p12");

  @BeforeAll
  void makeKeys(@TempDir Path folder) throws Exception {
    keys = folder.resolve("keys.p12");
    TestKeys.make(keys, "localhost");
    System.setProperty("javax.net.ssl.trustStore", keys.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TestKeys.PASSWORD);
  }

  @AfterAll
  void forgetKeys() {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
  }

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void sellerThatThinksIsWaitedFor() throws Exception {
    try (ThinkingServer server = ThinkingServer.start(keys, false, 2)) {
      HttpRequest request = HttpRequest.post(server.uri(), BODY, HOUR);
      Reply reply = caller.buy(request, CallGuard.of(TestCall.ample()));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(server.pings()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void networkThatIsGoneIsNoticedAndNothingIsSentAgain() throws Exception {
    try (ThinkingServer server = ThinkingServer.start(keys, true, Integer.MAX_VALUE)) {
      HttpRequest request = HttpRequest.post(server.uri(), BODY, HOUR);
      long before = System.nanoTime();
      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> caller.buy(request, CallGuard.of(TestCall.ample())));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BAR);
      assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
      assertThat(failure.sent()).isTrue();
      server.awaitEnd();
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void usualPulseFindsADeadNetworkWithinHalfAMinute() {
    assertThat(HttpLimits.usual().pulse().multipliedBy(2)).isLessThan(Duration.ofSeconds(35));
  }

  /** What HTTP/1.1 has instead of pings. */
  @Test
  void connectionsAreKeptAliveAtThePulse() throws Exception {
    try (Socket socket =
        new WatchedSockets(HttpLimits.usual().pulse(), new Arrivals(), new ReadAheadWindows(1))
            .createSocket()) {
      assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(15);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }
  }
}
