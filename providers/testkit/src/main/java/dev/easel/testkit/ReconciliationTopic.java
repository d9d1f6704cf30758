package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Fate;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.OtherRequests;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Report;
import dev.easel.spi.Testimony;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of what can be found out about a request whose answer was lost. */
abstract class ReconciliationTopic {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final OtherRequests NONE = new OtherRequests(Set.of(), true);

  private final Bench bench;

  ReconciliationTopic(Supplier<Bench> start) {
    this.bench = start.get();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void sellerThatKeepsNothingSaysSoAtOnce() throws Exception {
    if (bench.upstream().promptWithoutAnswer().isPresent()) {
      return;
    }
    try (ImageProvider provider = bench.provider()) {
      Reconciliation answer = provider.find(lost(bench.usualWork(), NONE), TestCall.ample());
      assertThat(answer).isInstanceOf(Reconciliation.Untraceable.class);
    }
  }

  @Test
  void reportThatNobodySignedIsNotBelieved() throws Exception {
    Report report =
        new Report(
            new AttemptKey("lost-job", 1),
            bench.usualWork(),
            Map.of(),
            ByteBuffer.wrap("{\"request_id\": \"r-1\"}".getBytes(UTF_8)),
            Instant.now());
    try (ImageProvider provider = bench.provider()) {
      assertThat(provider.hear(report, TestCall.ample())).isInstanceOf(Testimony.Untrusted.class);
    }
  }

  @Test
  void lostRequestIsFoundByAnyInstanceAndItsImageFetched() throws Exception {
    Optional<ImageWork> work = workWithoutAnswer();
    if (work.isEmpty()) {
      return;
    }
    lose(work.get());
    Handle handle = found(work.get());
    RecordingSink sink = new RecordingSink();
    try (ImageProvider another = bench.provider()) {
      another.resume(handle, sink, TestCall.ample());
    }
    assertThat(sink.images()).containsKey(0);
    assertThat(bench.upstream().prompts()).hasSize(1);
  }

  @Test
  void requestOfAnotherAttemptIsNotTaken() throws Exception {
    Optional<ImageWork> work = workWithoutAnswer();
    if (work.isEmpty()) {
      return;
    }
    lose(work.get());
    Handle handle = found(work.get());
    assertThat(find(work.get(), new OtherRequests(Set.of(handle.requestId()), true)))
        .isNotInstanceOf(Reconciliation.Found.class);
  }

  @Test
  void requestThatMayBeAnotherAttemptsIsNotTaken() throws Exception {
    Optional<ImageWork> work = workWithoutAnswer();
    if (work.isEmpty()) {
      return;
    }
    lose(work.get());
    found(work.get());
    assertThat(find(work.get(), OtherRequests.unknown()))
        .isInstanceOf(Reconciliation.CannotTell.class);
  }

  @Test
  void oneOfTwoRequestsThatLookAlikeIsNotTaken() throws Exception {
    Optional<ImageWork> work = workWithoutAnswer();
    if (work.isEmpty()) {
      return;
    }
    lose(work.get());
    found(work.get());
    lose(work.get());
    awaitAmbiguity(work.get());
    assertThat(bench.upstream().prompts()).hasSize(2);
  }

  @Test
  void requestOfOtherWorkIsNotTaken() throws Exception {
    Optional<ImageWork> work = workWithoutAnswer();
    if (work.isEmpty()) {
      return;
    }
    lose(work.get());
    found(work.get());
    assertThat(find(prompted("something else"), NONE)).isNotInstanceOf(Reconciliation.Found.class);
  }

  private Optional<ImageWork> workWithoutAnswer() {
    return bench.upstream().promptWithoutAnswer().map(this::prompted);
  }

  private ImageWork prompted(String prompt) {
    ImageWork usual = bench.usualWork();
    return new ImageWork(
        usual.operation(),
        prompt,
        usual.model(),
        usual.output(),
        usual.inputFidelity(),
        usual.priority(),
        usual.previewCount(),
        usual.endUser());
  }

  private void lose(ImageWork work) {
    try (ImageProvider provider = bench.provider()) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> bench.submit(provider, work, new RecordingSink(), TestCall.ample()));
      assertThat(failure.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    }
  }

  private Handle found(ImageWork work) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      if (find(work, NONE) instanceof Reconciliation.Found(Handle handle)) {
        return handle;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the lost request was not found within " + PATIENCE);
  }

  /** The second of them is known to the seller's history some time after the first. */
  private void awaitAmbiguity(ImageWork work) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (find(work, NONE) instanceof Reconciliation.Found) {
      assertThat(Instant.now()).as("still only one is told").isBefore(end);
      Thread.sleep(20);
    }
  }

  private Reconciliation find(ImageWork work, OtherRequests others) throws Exception {
    try (ImageProvider provider = bench.provider()) {
      return provider.find(lost(work, others), TestCall.ample());
    }
  }

  /** Of a minute in which the test has sent everything. */
  private static LostAttempt lost(ImageWork work, OtherRequests others) {
    Instant now = Instant.now();
    return new LostAttempt(
        new AttemptKey("lost-job", 1), work, now.minusSeconds(60), now, () -> others);
  }
}
