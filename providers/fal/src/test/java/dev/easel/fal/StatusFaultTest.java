package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Sources;
import dev.easel.testkit.Dribble;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.SinkEvent;
import dev.easel.testkit.TestCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fal's statuses do, a job's time ends the watch for them, and so does the host. */
@Isolated("its times are of itself alone")
final class StatusFaultTest {
  private static final Duration TIME = Duration.ofMillis(400);

  /** Less than a silence or a trickle is borne for. */
  private static final Duration BAR = Duration.ofSeconds(8);

  static Stream<Arguments> faults() {
    String events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    Script none = FakeQueue.MISSING;
    Script running = Script.json(202, "{\"status\": \"IN_PROGRESS\"}");
    return Stream.of(
        Arguments.of("always in progress", none, running),
        Arguments.of("500", none, Script.json(500, "{}")),
        Arguments.of("429 with a long wait", none, limited()),
        Arguments.of("a page", none, Script.json(200, "<html>")),
        Arguments.of("an unknown word", none, Script.json(200, "{\"status\": \"DREAMING\"}")),
        Arguments.of("a redirect", none, Script.reply(302, Map.of("Location", "/"), new byte[0])),
        Arguments.of("silence", none, Script.withhold()),
        Arguments.of("a cut", none, Script.cut()),
        Arguments.of("a head that trickles", none, new Dribble("HTTP/1.1 200 OK\r\nX-Long: ")),
        Arguments.of("a body that trickles", none, new Dribble(Script.head(200, Map.of(), 999))),
        Arguments.of("a stream that trickles", new Dribble(events + "data: "), running),
        Arguments.of("a silent stream", Script.withhold(), running));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void deadlineEndsTheWatch(String name, Script stream, Script status) throws Exception {
    TestCall call = TestCall.ample();
    AtomicLong accepted = new AtomicLong();
    // It is the watch that has little time, and not the submit before it.
    RecordingSink sink =
        new RecordingSink(event -> {
          if (event instanceof SinkEvent.Accepted) {
            accepted.set(System.nanoTime());
            call.leave(TIME);
          }
        });
    ProviderException failure = failure(stream, status, sink, call);
    assertThat(since(accepted)).as(name).isLessThan(BAR);
    assertThat(failure.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.failure().fault()).isEqualTo(Fault.TIMED_OUT);
    assertThat(failure.failure().retryable()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void hostEndsTheWatch(String name, Script stream, Script status) throws Exception {
    TestCall call = TestCall.within(Duration.ofMinutes(10));
    AtomicLong ended = new AtomicLong();
    Script ending =
        (request, wire) -> {
          ended.compareAndSet(0, System.nanoTime());
          Thread.startVirtualThread(call::end);
          (request.target().contains("/stream") ? stream : status).play(request, wire);
        };
    boolean streams = !stream.equals(FakeQueue.MISSING);
    ProviderException failure =
        failure(streams ? ending : stream, ending, new RecordingSink(), call);
    assertThat(since(ended)).as(name).isLessThan(BAR);
    assertThat(failure.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.failure().fault()).isEqualTo(Fault.ABORTED);
  }

  private static Duration since(AtomicLong moment) {
    assertThat(moment).doesNotHaveValue(0);
    return Duration.ofNanos(System.nanoTime() - moment.get());
  }

  private static ProviderException failure(
      Script stream, Script status, RecordingSink sink, TestCall call) throws Exception {
    Script queue =
        FakeQueue.of(FakeQueue.ACCEPTED, stream, List.of(status), List.of(FakeQueue.MISSING));
    try (FakeFal fal = new FakeFal(queue);
        Prepared prepared =
            fal.provider().prepare(FakeFal.work(1), Sources.none(), TestCall.ample())) {
      return catchThrowableOfType(ProviderException.class, () -> prepared.submit(null, sink, call));
    }
  }

  private static Script limited() {
    return Script.reply(429, Map.of("Retry-After", "3600"), new byte[0]);
  }
}
