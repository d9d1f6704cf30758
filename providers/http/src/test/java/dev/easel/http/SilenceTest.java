package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.http.json.Json;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.net.Proxy;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/**
 * Check R-15 of the test plan: a seller that thinks is told apart from a network that is gone,
 * though both are silent.
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
    Duration pulse = HttpLimits.usual().pulse();
    try (Socket socket = new BoundedSocket(Proxy.NO_PROXY, pulse, new ReadAheadWindows(1))) {
      assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(15);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }
  }
}
