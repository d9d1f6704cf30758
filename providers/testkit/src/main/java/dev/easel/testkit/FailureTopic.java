package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests of what a failure says. */
abstract class FailureTopic {
  // For a slow machine to have its request taken, if it has had one before.
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  private final Supplier<Bench> start;
  private final Bench asked;

  FailureTopic(Supplier<Bench> start) {
    this.start = start;
    this.asked = start.get();
  }

  @AfterEach
  void close() {
    asked.close();
  }

  @TestFactory
  Stream<DynamicTest> mishapsAreToldAsTheyAre() {
    return asked.upstream().mishaps().stream()
        .map(mishap -> DynamicTest.dynamicTest(mishap.name(), () -> check(mishap)));
  }

  private void check(Mishap mishap) throws Exception {
    try (Bench bench = start.get()) {
      bench.upstream().arm(mishap);
      RecordingSink sink = new RecordingSink();
      ProviderException failure = fail(bench, mishap, sink);
      assertThat(failure.failure().fate())
          .as("%s, because of %s", failure.getMessage(), failure.getCause())
          .isEqualTo(mishap.fate());
      assertThat(bench.upstream().prompts()).hasSize(mishap.arrives() ? 1 : 0);
      if (bench.firstOffering().survivesRestart()) {
        assertThat(sink.handle().isPresent()).isEqualTo(wasTaken(mishap));
      } else if (!wasTaken(mishap)) {
        assertThat(sink.handle()).isEmpty();
      }
      checkText(failure, bench.upstream().key());
    }
  }

  private ProviderException fail(Bench bench, Mishap mishap, RecordingSink sink) throws Exception {
    if (mishap.endless()) {
      warmUp();
    }
    // A result that is gone is looked for again and again.
    try (ImageProvider provider =
        mishap == Mishap.RESULT_GONE ? bench.hurriedProvider() : bench.provider()) {
      TestCall call = mishap.endless() ? TestCall.within(LONG_ENOUGH) : TestCall.ample();
      return catchThrowableOfType(
          ProviderException.class, () -> bench.submit(provider, bench.usualWork(), sink, call));
    }
  }

  /** The first request takes far longer than those that follow. */
  private void warmUp() throws Exception {
    try (Bench bench = start.get();
        ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), new RecordingSink(), TestCall.ample());
    }
  }

  /** A queue seller tells of acceptance before anything can go wrong with the work. */
  private static boolean wasTaken(Mishap mishap) {
    return switch (mishap.fate()) {
      case NOT_SENT, REFUSED -> false;
      case OUTCOME_UNKNOWN -> mishap == Mishap.WORK_ENDLESS;
      case FAILED_UNBILLED, FAILED_BILLED, FAILED_PERHAPS_BILLED -> true;
    };
  }

  private static void checkText(ProviderException exception, String key) {
    StringWriter text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text, true));
    ProviderFailure failure = exception.failure();
    assertThat(text.toString() + failure).doesNotContain(key);
    assertThat(failure.message()).isNotBlank().doesNotContain("\n").hasSizeLessThan(500);
    assertThat(failure.fate() == Fate.OUTCOME_UNKNOWN && failure.retryable())
        .as("what may have been bought is not to be bought again")
        .isFalse();
  }
}
