package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.Dribble;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Check R-14 of the test plan: answers that come byte by byte, by the limits in use. A seller may
 * be silent for ten minutes before it answers; its answer has no reason to trickle.
 */
@Isolated("its times are of itself alone")
final class DribbleTest {
  /** Ten seconds, and time for a slow machine: whoever bears a dribble bears it for a minute. */
  private static final Duration BAR = Duration.ofSeconds(30);

  private static final String HEAD = "HTTP/1.1 200 OK\r\nX-Long: ";
  private static final String BODY =
      Script.head(200, Map.of("Content-Type", "application/json"), 1 << 20);

  /** All at once, since each takes ten seconds. */
  @Test
  void noPhaseBearsADribble() throws Exception {
    List<Callable<Boolean>> phases =
        List.of(
            () -> answerIsGivenUp(FakeSeller.work(1), HEAD),
            () -> answerIsGivenUp(FakeSeller.work(1, 2), HEAD),
            () -> answerIsGivenUp(FakeSeller.work(1), BODY + "{\"note\": \""),
            () -> answerIsGivenUp(FakeSeller.work(1), BODY + "{\"data\": [{\"b64_json\": \""),
            () -> imageIsFetchedAgain(HEAD),
            () -> imageIsFetchedAgain(BODY));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> phase : threads.invokeAll(phases)) {
        assertThat(phase.get()).isTrue();
      }
    }
  }

  private static boolean answerIsGivenUp(ImageWork work, String start) throws Exception {
    Dribble dribble = new Dribble(start);
    try (FakeSeller seller = new FakeSeller(dribble)) {
      ProviderFailure failure = seller.failure(work, new RecordingSink());
      assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(failure.fault()).isEqualTo(Fault.TIMED_OUT);
      assertThat(failure.retryable()).isFalse();
      assertThat(dribble.borne()).isLessThan(BAR);
      assertThat(seller.requests()).hasSize(1);
    }
    return true;
  }

  private static boolean imageIsFetchedAgain(String start) throws Exception {
    Dribble dribble = new Dribble(start);
    AtomicBoolean dribbled = new AtomicBoolean();
    RecordingSink sink = new RecordingSink();
    Script script =
        (request, wire) -> {
          String url = "http://" + request.header("Host").orElseThrow() + "/media/0.png";
          Script linked = Script.json(200, "{\"data\": [{\"url\": \"" + url + "\"}]}");
          Script image = dribbled.get() ? Pixel.script() : dribble;
          boolean buys = request.method().equals("POST");
          if (!buys) {
            dribbled.set(true);
          }
          (buys ? linked : image).play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      seller.submit(sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(dribble.borne()).isLessThan(BAR);
    }
    return true;
  }
}
