package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Handle;
import dev.easel.spi.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What happens to a job between its driver and a store that is away, or has given it to another.
 */
final class DrivenJobTest {
  private static final JobInput PREPARED = new JobInput.Prepared();
  private static final JobInput ACCEPTED = new JobInput.Accepted(Sample.HANDLE);
  private static final JobInput PLACE = new JobInput.Told(Optional.of(3), List.of());
  private static final JobInput CANCEL = new JobInput.CancelRequested();

  private final ManualClockwork time = new ManualClockwork();
  private final MemoryDatabase database = new MemoryDatabase(() -> 0);
  private final MemoryJobStore store = database.open("one");
  private final Wavering wavering = new Wavering();
  private final HotJobs hot = new HotJobs(store, store, time.clockwork());
  private final WatchHub hub =
      new WatchHub(
          store, hot, time.clockwork(), Runnable::run, new Random(5), WatchLimits.published());
  private final JobMachine machine = Sample.machine(3, "fal");
  private DrivenJob driven;

  @BeforeEach
  void begin() throws Exception {
    driven = drive("01JOB");
    driven.take(PREPARED, Insistence.none());
  }

  private DrivenJob drive(String id) {
    Job fresh =
        Job.accepted(
            new JobId(id),
            Caller.LOCAL,
            Sample.request(1),
            List.of(Sample.route("fal", 1)),
            Sample.NOW,
            Sample.NOW.plus(Duration.ofDays(3)));
    Step first = machine.accept(fresh, Sample.NOW);
    store.accept(first.job(), first.events().getFirst(), Optional.empty());
    return new DrivenJob(
        machine,
        new JobLedger(wavering.port(JobStore.class, store), hot, hub, new TerminalWaits()),
        store,
        time.clockwork(),
        new Claim(first.job(), JobClaims.FIRST_EPOCH),
        side -> {});
  }

  private Optional<Handle> keptHandle(DrivenJob of) {
    return store.find(of.job().id()).orElseThrow().openAttempt().flatMap(Attempt::handle);
  }

  @Test
  void whatTheSellerSaidIsKeptThoughTheStepBeforeItWentMissingAndAnotherHasTheJob()
      throws Exception {
    wavering.refuse("commit", 1);
    assertThatThrownBy(() -> driven.take(PLACE, Insistence.none()))
        .isInstanceOf(StoreUnavailableException.class);
    store.release(driven.job().id(), JobClaims.FIRST_EPOCH);
    assertThat(database.open("other").claim(1)).hasSize(1);
    driven.take(ACCEPTED, Insistence.none());
    assertThat(keptHandle(driven)).contains(Sample.HANDLE);
  }

  @Test
  void whoCannotWaitIsToldAtOnceThatTheStoreIsAwayThoughAnotherWaitsForIt() throws Exception {
    wavering.refuse("commit", Integer.MAX_VALUE);
    Insistence patient = Insistence.until(() -> false, time.clockwork().sleeper());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> take(ACCEPTED, patient), threads);
      while (!time.isSleptIn()) {
        Thread.sleep(1);
      }
      CompletableFuture<Void> cancelling =
          CompletableFuture.runAsync(() -> take(CANCEL, Insistence.none()), threads);
      assertThatThrownBy(() -> cancelling.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      wavering.heal();
      while (!waiting.isDone()) {
        time.pass(Duration.ofSeconds(1));
        Thread.sleep(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(keptHandle(driven)).contains(Sample.HANDLE);
    driven.take(CANCEL, Insistence.none());
    assertThat(driven.job().stop()).isPresent();
  }

  /** As a standby does that is promoted and had not heard of it. */
  @Test
  void aStoreThatForgotWhoHasTheWorkIsToldAgain() throws Exception {
    wavering.forget("commit", 1);
    driven.take(ACCEPTED, Insistence.none());
    assertThat(keptHandle(driven)).isEmpty();
    driven.take(new JobInput.WorkStarted(), Insistence.none());
    assertThat(keptHandle(driven)).contains(Sample.HANDLE);
    assertThat(driven.job().openAttempt().orElseThrow().workStartTime()).isPresent();
  }

  @Test
  void aHandleIsNotTakenForThatOfAnAttemptThatWasMadeInItsPlace() throws Exception {
    DrivenJob other = drive("03JOB");
    wavering.forget("commit", 2);
    other.take(PREPARED, Insistence.none());
    other.take(ACCEPTED, Insistence.none());
    store.release(other.job().id(), JobClaims.FIRST_EPOCH);
    Claim claim = database.open("other").claim(1).getFirst();
    Step intent = machine.apply(claim.job(), PREPARED, Sample.NOW.plusSeconds(60));
    store.commit(claim.epoch(), intent.job(), intent.events());
    assertThatThrownBy(() -> other.take(new JobInput.WorkStarted(), Insistence.none()))
        .isInstanceOf(StaleJobException.class);
    assertThat(keptHandle(other)).isEmpty();
  }

  @Test
  void whatTheStoreRefusesForGoodStandsInTheWayOfNothing() throws Exception {
    wavering.abhor("commit", arguments -> arguments[2].toString().contains("poison"));
    assertThatThrownBy(() -> driven.take(log("poison"), Insistence.none()))
        .isInstanceOf(IllegalStateException.class);
    driven.take(ACCEPTED, Insistence.none());
    assertThat(keptHandle(driven)).contains(Sample.HANDLE);
  }

  @Test
  void whatTheStoreRefusesForGoodWhenItIsBackStandsInTheWayOfNothing() throws Exception {
    wavering.refuse("commit", 1);
    assertThatThrownBy(() -> driven.take(log("poison"), Insistence.none()))
        .isInstanceOf(StoreUnavailableException.class);
    wavering.abhor("commit", arguments -> arguments[2].toString().contains("poison"));
    driven.take(ACCEPTED, Insistence.none());
    assertThat(keptHandle(driven)).contains(Sample.HANDLE);
  }

  private static JobInput log(String line) {
    return new JobInput.Told(Optional.empty(), List.of(new LogLine("INFO", line, Sample.NOW)));
  }

  @Test
  void aHandleThatWasRefusedStandsInTheWayOfNothing() throws Exception {
    driven.take(ACCEPTED, Insistence.none());
    DrivenJob second = drive("02JOB");
    second.take(PREPARED, Insistence.none());
    assertThatThrownBy(() -> second.take(ACCEPTED, Insistence.none()))
        .isInstanceOf(HandleTakenException.class);
    second.take(new JobInput.Accepted(new Handle("another", "request-2")), Insistence.none());
    assertThat(keptHandle(second)).isPresent();
  }

  private void take(JobInput input, Insistence insistence) {
    try {
      driven.take(input, insistence);
    } catch (StaleJobException e) {
      throw new AssertionError("nobody else has the job", e);
    }
  }
}
