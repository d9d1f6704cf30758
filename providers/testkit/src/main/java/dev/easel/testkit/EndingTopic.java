package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ProviderException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of how a call ends before its work does. */
abstract class EndingTopic {
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  private final Bench bench;

  EndingTopic(Supplier<Bench> start) {
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void abortFromAnotherThreadEndsTheCallPromptly() throws Exception {
    bench.upstream().workTakes(Duration.ofMinutes(5));
    TestCall call = TestCall.ample();
    try (ImageProvider provider = bench.provider();
        Background work =
            Background.run(
                () -> bench.submit(provider, bench.usualWork(), new RecordingSink(), call))) {
      bench.awaitArrival();
      call.end();
      ProviderException failure =
          catchThrowableOfType(ProviderException.class, () -> work.end(PROMPTLY));
      assertThat(failure.failure().fault()).isEqualTo(Fault.ABORTED);
      assertThat(failure.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    }
  }

  @Test
  void abortedCallSendsNothing() throws Exception {
    TestCall call = TestCall.ample();
    call.end();
    try (ImageProvider provider = bench.provider()) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> bench.submit(provider, bench.usualWork(), new RecordingSink(), call));
      assertThat(failure.failure().fault()).isEqualTo(Fault.ABORTED);
      assertThat(failure.failure().fate()).isEqualTo(Fate.NOT_SENT);
    }
    assertThat(bench.upstream().prompts()).isEmpty();
  }

  @Test
  void interruptEndsTheCallPromptly() throws Exception {
    bench.upstream().workTakes(Duration.ofMinutes(5));
    try (ImageProvider provider = bench.provider()) {
      Background work =
          Background.run(() ->
              bench.submit(provider, bench.usualWork(), new RecordingSink(), TestCall.ample()));
      bench.awaitArrival();
      work.close();
      assertThat(catchThrowableOfType(Exception.class, () -> work.end(PROMPTLY)))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void deadlineIsKept() throws Exception {
    bench.upstream().workTakes(Duration.ofMinutes(5));
    Duration time = Duration.ofMillis(1_500);
    long before = System.nanoTime();
    try (ImageProvider provider = bench.provider()) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () ->
                  bench.submit(
                      provider, bench.usualWork(), new RecordingSink(), TestCall.within(time)));
      assertThat(failure.failure().fault()).isEqualTo(Fault.TIMED_OUT);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(time.plus(PROMPTLY));
  }
}
