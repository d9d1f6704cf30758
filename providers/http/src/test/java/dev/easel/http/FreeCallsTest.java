package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.spi.ProviderContext;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeCallsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final List<Duration> waits = new ArrayList<>();
  private final HttpCaller caller = new HttpCaller(HttpLimits.usual(), "easel-test/1");
  private final FreeCalls free =
      new FreeCalls(
          caller,
          Backoff.usual(),
          new ProviderContext(
              InstantSource.fixed(NOW), waits::add, new SplittableRandom(7), "easel-test/1"));

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void triesAgainUntilItSucceeds() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Script script =
        (request, wire) ->
            (switch (tries.incrementAndGet()) {
                  case 1 -> Script.cut();
                  case 2 -> Script.json(500, "{}");
                  case 3 -> Script.json(429, "{}");
                  default -> Script.json(200, "{}");
                })
                .play(request, wire);
    try (ScriptedServer server = ScriptedServer.start(script)) {
      assertThat(get(server, TestCall.ample()).status()).isEqualTo(200);
    }
    assertThat(waits).hasSize(3);
    assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofMillis(500));
    assertThat(waits.get(2)).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "500,60", "'Fri, 20 Nov 2026 10:00:05 GMT',5"})
  void waitsAsLongAsTheSellerAsks(String header, long seconds) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Script script =
        (request, wire) ->
            (tries.incrementAndGet() == 1
                    ? Script.reply(429, Map.of("Retry-After", header), new byte[0])
                    : Script.json(200, "{}"))
                .play(request, wire);
    try (ScriptedServer server = ScriptedServer.start(script)) {
      get(server, TestCall.within(Duration.ofMinutes(2)));
    }
    assertThat(waits).containsExactly(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "Fri, 20 Nov 2026 09:00:00 GMT"})
  void neverComesBackSoonerBecauseTheSellerAsksForNoWait(String header) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Script script =
        (request, wire) ->
            (tries.incrementAndGet() <= 3
                    ? Script.reply(429, Map.of("Retry-After", header), new byte[0])
                    : Script.json(200, "{}"))
                .play(request, wire);
    try (ScriptedServer server = ScriptedServer.start(script)) {
      get(server, TestCall.within(Duration.ofMinutes(2)));
    }
    assertThat(waits).hasSize(3);
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(250)) >= 0);
    assertThat(waits.get(2)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void stopsAtTheDeadlineAndTellsTheLastProblem() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(Script.reply(503, Map.of("Retry-After", "30"), new byte[0]))) {
      assertThatThrownBy(() -> get(server, TestCall.within(Duration.ofSeconds(10))))
          .isInstanceOfSatisfying(
              TransportException.class,
              failure -> assertThat(failure.reason()).isEqualTo(TransportException.Reason.DEADLINE))
          .hasMessageContaining("503");
    }
    assertThat(waits).isEmpty();
  }

  private Reply get(ScriptedServer server, TestCall call) throws Exception {
    return free.exchange(
        HttpRequest.get(server.uri(), Patience.forAnswer()),
        FreeCalls::passing,
        CallGuard.of(call));
  }
}
