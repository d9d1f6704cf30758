package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.Dribble;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Check R-14 of the test plan: answers of fal's that come byte by byte, by the limits in use. */
@Isolated("its times are of itself alone")
final class DribbleTest {
  /** Ten seconds, and time for a slow machine: whoever bears a dribble bears it for a minute. */
  private static final Duration BAR = Duration.ofSeconds(30);

  private static final String HEAD = "HTTP/1.1 200 OK\r\nX-Long: ";
  private static final String BODY = Script.head(200, Map.of(), 1 << 20);
  private static final Script COMPLETED = Script.json(200, FakeQueue.COMPLETED);
  private static final Script ONE = FakeQueue.images("/files/good.png");

  /** All at once, since each takes ten seconds. */
  @Test
  void noPhaseBearsADribble() throws Exception {
    List<Callable<Boolean>> phases = new ArrayList<>();
    for (String start : List.of(HEAD, BODY)) {
      phases.add(() -> submitIsGivenUpAndNotSentAgain(start));
      phases.add(() -> statusIsAskedForAgain(start));
      phases.add(() -> resultIsAskedForAgain(start));
      phases.add(() -> imageIsFetchedAgain(start));
    }
    phases.add(DribbleTest::streamOfStatusesIsLeftForPolling);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> phase : threads.invokeAll(phases)) {
        assertThat(phase.get()).isTrue();
      }
    }
  }

  private static boolean submitIsGivenUpAndNotSentAgain(String start) throws Exception {
    Dribble dribble = new Dribble(start);
    try (FakeFal fal = new FakeFal(dribble)) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(failure.fault()).isEqualTo(Fault.TIMED_OUT);
      assertThat(dribble.borne()).isLessThan(BAR);
      assertThat(fal.requests()).hasSize(1);
    }
    return true;
  }

  private static boolean statusIsAskedForAgain(String start) throws Exception {
    Dribble dribble = new Dribble(start);
    return checkDelivers(
        dribble,
        FakeQueue.of(
            FakeQueue.ACCEPTED, FakeQueue.MISSING, List.of(dribble, COMPLETED), List.of(ONE)));
  }

  private static boolean resultIsAskedForAgain(String start) throws Exception {
    Dribble dribble = new Dribble(start);
    return checkDelivers(dribble, FakeQueue.completed(FakeQueue.COMPLETED, dribble, ONE));
  }

  private static boolean imageIsFetchedAgain(String start) throws Exception {
    Dribble dribble = new Dribble(start);
    Script queue = FakeQueue.completed(FakeQueue.COMPLETED, ONE);
    AtomicBoolean dribbled = new AtomicBoolean();
    return checkDelivers(
        dribble,
        (request, wire) -> {
          boolean first = request.target().startsWith("/files/") && !dribbled.getAndSet(true);
          (first ? dribble : queue).play(request, wire);
        });
  }

  /** fal's streams may be silent for 15 s; events that never end are none. */
  private static boolean streamOfStatusesIsLeftForPolling() throws Exception {
    Dribble dribble =
        new Dribble("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ");
    RecordingSink sink = new RecordingSink();
    Script queue = FakeQueue.of(FakeQueue.ACCEPTED, dribble, List.of(COMPLETED), List.of(ONE));
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(1, sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(dribble.borne()).isLessThan(Duration.ofSeconds(45));
    }
    return true;
  }

  private static boolean checkDelivers(Dribble dribble, Script queue) throws Exception {
    RecordingSink sink = new RecordingSink();
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(1, sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(dribble.borne()).isLessThan(BAR);
      assertThat(fal.paths("POST")).hasSize(1);
    }
    return true;
  }
}
