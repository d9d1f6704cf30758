package dev.easel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.CancelReply;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ProviderException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of what can be done with accepted work. */
abstract class HandleTopic {
  private final Bench bench;

  HandleTopic(Supplier<Bench> start) {
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void resumesInAnotherInstanceAndBuysNothing() throws Exception {
    RecordingSink before = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), before, TestCall.ample());
    }
    if (givesNoHandle(before)) {
      return;
    }
    RecordingSink after = new RecordingSink();
    try (ImageProvider another = bench.provider()) {
      another.resume(before.handle().orElseThrow(), after, TestCall.ample());
    }
    assertThat(after.images().get(0)).isEqualTo(before.images().get(0));
    assertThat(bench.upstream().prompts()).hasSize(1);
  }

  @Test
  void resumingFetchesOnlyWhatIsMissing() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
      if (givesNoHandle(sink)) {
        return;
      }
      provider.resume(sink.handle().orElseThrow(), sink, TestCall.ample());
    }
    assertThat(sink.events(SinkEvent.Opened.class)).hasSize(1);
  }

  @Test
  void sellerThatKeepsNothingCannotBeAskedAgain() throws Exception {
    if (bench.firstOffering().survivesRestart()) {
      checkGivesHandle();
      return;
    }
    try (ImageProvider provider = bench.provider()) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () ->
                  provider.resume(
                      new Handle("none", "none"), new RecordingSink(), TestCall.ample()));
      assertThat(failure.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(failure.failure().retryable()).isFalse();
    }
  }

  @Test
  void cancelAfterTheEndIsTooLate() throws Exception {
    if (!bench.firstOffering().survivesRestart()) {
      checkDeclinesToCancel();
      return;
    }
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
      assertThat(provider.cancel(sink.handle().orElseThrow(), TestCall.ample()))
          .isEqualTo(CancelReply.ALREADY_OVER);
    }
  }

  @Test
  void cancelBeforeTheStartEndsTheWork() throws Exception {
    if (!bench.firstOffering().survivesRestart()) {
      checkDeclinesToCancel();
      return;
    }
    bench.upstream().workTakes(Duration.ofMinutes(5));
    ProviderException failure = cancelAt(SinkEvent.Accepted.class, CancelReply.REQUESTED);
    assertThat(failure.failure().fault()).isEqualTo(Fault.CANCELLED);
    assertThat(failure.failure().fate()).isIn(Fate.FAILED_UNBILLED, Fate.FAILED_PERHAPS_BILLED);
  }

  @Test
  void cancelOfRunningWorkIsAskedForWhereThatIsClaimed() throws Exception {
    if (!bench.firstOffering().cancelRunning()) {
      checkDeclinesToCancel();
      return;
    }
    bench.upstream().workTakes(Duration.ofSeconds(4));
    ProviderException failure = cancelAt(SinkEvent.Started.class, CancelReply.REQUESTED);
    assertThat(failure.failure().fault()).isEqualTo(Fault.CANCELLED);
    assertThat(failure.failure().fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
  }

  /** Cancels at the first event of a type, and gives the failure in which the work then ends. */
  private ProviderException cancelAt(Class<? extends SinkEvent> moment, CancelReply expected)
      throws Exception {
    CompletableFuture<SinkEvent> reached = new CompletableFuture<>();
    RecordingSink sink =
        new RecordingSink(event -> {
          if (moment.isInstance(event)) {
            reached.complete(event);
          }
        });
    try (ImageProvider provider = bench.provider();
        Background work =
            Background.run(
                () -> bench.submit(provider, bench.usualWork(), sink, TestCall.ample()))) {
      reached.get(30, TimeUnit.SECONDS);
      assertThat(provider.cancel(sink.handle().orElseThrow(), TestCall.ample()))
          .isEqualTo(expected);
      return catchThrowableOfType(ProviderException.class, () -> work.end(Duration.ofSeconds(30)));
    }
  }

  /** A seller that keeps nothing gives no handle, and must not have claimed one. */
  private boolean givesNoHandle(RecordingSink sink) {
    boolean none = sink.handle().isEmpty();
    assertThat(none && bench.firstOffering().survivesRestart()).isFalse();
    return none;
  }

  private void checkGivesHandle() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
    }
    assertThat(sink.handle()).isPresent();
  }

  private void checkDeclinesToCancel() throws Exception {
    try (ImageProvider provider = bench.provider()) {
      assertThat(provider.cancel(new Handle("none", "none"), TestCall.ample()))
          .isEqualTo(CancelReply.NOT_SUPPORTED);
    }
  }
}
