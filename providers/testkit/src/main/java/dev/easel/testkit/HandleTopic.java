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
  private static final Duration LONG = Duration.ofMinutes(5);

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
    if (!bench.firstOffering().survivesRestart()) {
      return;
    }
    RecordingSink before = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      Bench.submit(provider, bench.usualWork(), before, TestCall.ample());
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
    if (!bench.firstOffering().survivesRestart()) {
      return;
    }
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      Bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
      provider.resume(sink.handle().orElseThrow(), sink, TestCall.ample());
    }
    assertThat(sink.events(SinkEvent.Opened.class)).hasSize(1);
  }

  @Test
  void cancelAfterTheEndIsTooLate() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (ImageProvider provider = bench.provider()) {
      Bench.submit(provider, bench.usualWork(), sink, TestCall.ample());
      if (sink.handle().isPresent()) {
        assertThat(provider.cancel(sink.handle().get(), TestCall.ample()))
            .isIn(CancelReply.ALREADY_OVER, CancelReply.NOT_SUPPORTED);
      }
    }
  }

  @Test
  void cancelBeforeTheStartEndsTheWork() throws Exception {
    cancelWhen(SinkEvent.Accepted.class);
  }

  @Test
  void cancelOfRunningWorkIsAskedForOrDeclined() throws Exception {
    bench.upstream().workTakes(Duration.ofSeconds(3));
    CompletableFuture<Handle> accepted = new CompletableFuture<>();
    CompletableFuture<Void> started = new CompletableFuture<>();
    TestCall call = TestCall.ample();
    try (ImageProvider provider = bench.provider();
        Background work =
            Background.run(() ->
                Bench.submit(provider, bench.usualWork(), listening(accepted, started), call))) {
      Handle handle = accepted.get(30, TimeUnit.SECONDS);
      started.get(30, TimeUnit.SECONDS);
      CancelReply reply = provider.cancel(handle, TestCall.ample());
      assertThat(reply)
          .isIn(
              bench.firstOffering().cancelRunning()
                  ? new Object[] {CancelReply.REQUESTED}
                  : new Object[] {CancelReply.NOT_SUPPORTED, CancelReply.ALREADY_OVER});
      // Whatever the seller makes of it, the work comes to an end that is told.
      work.end(Duration.ofSeconds(30));
    }
  }

  private void cancelWhen(Class<? extends SinkEvent> moment) throws Exception {
    bench.upstream().workTakes(LONG);
    CompletableFuture<Handle> reached = new CompletableFuture<>();
    try (ImageProvider provider = bench.provider();
        Background work =
            Background.run(() ->
                Bench.submit(
                    provider,
                    bench.usualWork(),
                    new RecordingSink(event -> {
                      if (moment.isInstance(event)
                          && event instanceof SinkEvent.Accepted(Handle handle)) {
                        reached.complete(handle);
                      }
                    }),
                    TestCall.ample()))) {
      CancelReply reply = provider.cancel(reached.get(30, TimeUnit.SECONDS), TestCall.ample());
      assertThat(reply).isIn(CancelReply.REQUESTED, CancelReply.NOT_SUPPORTED);
      if (reply == CancelReply.REQUESTED) {
        checkCancelled(work);
      }
    }
  }

  private static void checkCancelled(Background work) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> work.end(Duration.ofSeconds(30)));
    assertThat(failure.failure().fault()).isEqualTo(Fault.CANCELLED);
    assertThat(failure.failure().fate()).isIn(Fate.FAILED_UNBILLED, Fate.FAILED_PERHAPS_BILLED);
  }

  private static RecordingSink listening(
      CompletableFuture<Handle> accepted, CompletableFuture<Void> started) {
    return new RecordingSink(event -> {
      switch (event) {
        case SinkEvent.Accepted(Handle handle) -> accepted.complete(handle);
        case SinkEvent.Started() -> started.complete(null);
        case SinkEvent.Queued _, SinkEvent.Logged _, SinkEvent.Opened _, SinkEvent.Committed _ -> {}
      }
    });
  }
}
