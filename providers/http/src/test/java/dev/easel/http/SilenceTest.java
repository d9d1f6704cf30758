package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.http.json.Json;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/**
 * For check R-15 of the test plan: a seller that thinks is waited for, and the system is told to
 * ask whether it is there. That it then notices a network that is gone is the system's own.
 */
final class SilenceTest {
  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final Duration AMPLE = Duration.ofSeconds(30);

  @Test
  void sellerThatThinksIsWaitedForOverSeveralPulses() throws Exception {
    Script thinking =
        (request, wire) -> {
          new CountDownLatch(1).await(PULSE.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS);
          Script.json(200, "{}").play(request, wire);
        };
    HttpLimits limits = new HttpLimits(AMPLE, AMPLE, 1_024, PULSE);
    try (ScriptedServer server = ScriptedServer.start(thinking);
        HttpCaller caller = new HttpCaller(limits, "easel-test/1")) {
      HttpRequest request =
          HttpRequest.post(
              server.uri(),
              Content.json(Json.of("a paid request")),
              Patience.forWorkEvents(Duration.ofHours(1)));
      Reply reply = caller.buy(request, CallGuard.of(TestCall.ample()));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void usualPulseFindsADeadNetworkWithinHalfAMinute() {
    assertThat(HttpLimits.usual().pulse().multipliedBy(2)).isLessThan(Duration.ofSeconds(35));
  }

  /** The system asks the other side, and ends what does not answer. */
  @Test
  void connectionsAreKeptAliveAtThePulse() throws Exception {
    HttpLimits usual = HttpLimits.usual();
    try (ScriptedServer server = ScriptedServer.start(Script.withhold())) {
      HttpRequest request = HttpRequest.get(server.uri(), Patience.forAnswer());
      Exchange exchange = new Exchange(request, CallGuard.of(TestCall.ample()), usual);
      Connector connector =
          new Connector(
              usual,
              new ReadAheadWindows(1),
              () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
              System::nanoTime);
      try (Socket socket = connector.connect(Route.to(server.uri()), exchange).socket()) {
        assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(15);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
      }
    }
  }
}
