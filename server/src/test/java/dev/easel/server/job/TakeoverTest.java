package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Billing;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that change hands, and work whose time is over. */
final class TakeoverTest {
  private static final JobInput INTENDED = new JobInput.Prepared();
  private static final JobInput ACCEPTED = new JobInput.Accepted(ScriptedProvider.HANDLE);

  private final ScriptedProvider fal = new ScriptedProvider();

  @TempDir Path folder;

  private EngineRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new EngineRig(folder, Map.of("fal", fal));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aJobThatWasAcceptedWithoutItsProcessKnowingIsTakenUp() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Step first = Sample.machine(3, "fal").accept(Sample.job(1, "fal"), Sample.NOW);
    rig.store.accept(first.job(), first.events().getFirst(), Optional.empty());
    rig.adopt();
    Job job = rig.endInTime(first.job(), Duration.ofSeconds(1));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void workThatTurnsUpAfterTheJobsTimeIsFollowedToItsEnd() throws Exception {
    JobInput unknown =
        new JobInput.Unanswered(Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
    JobInput untraceable = new JobInput.Reconciled(new Reconciliation.Untraceable());
    JobInput turnedUp = new JobInput.Reported(1, ScriptedProvider.HANDLE);
    Deadline work = rig.time.clockwork().deadline(Duration.ofMinutes(6));
    for (int look = 0; look < 100; look++) {
      fal.then((sink, call) -> {
        while (!work.passed()) {
          if (call.deadline().passed()) {
            throw failure(Fault.TIMED_OUT);
          }
          sink.started();
          rig.time.clockwork().sleeper().sleep(Duration.ofSeconds(2));
        }
        ScriptedProvider.image(sink, 0);
        return new Outcome(Billing.untold(), "m", Optional.empty());
      });
    }
    Job job = rig.leftBehind(Duration.ofSeconds(30), INTENDED, unknown, untraceable, turnedUp);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    rig.adopt();
    for (int i = 0; i < 4_000 && rig.now(job).unfinished(); i++) {
      rig.passTime(Duration.ofSeconds(2));
    }
    assertThat(rig.now(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void whoeverWasOvertakenFollowsTheWorkNoMore() throws Exception {
    CountDownLatch overtaken = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      overtaken.await();
      sink.started();
      throw failure(Fault.ABORTED);
    });
    fal.then((sink, call) -> {
      looks.incrementAndGet();
      throw failure(Fault.TIMED_OUT);
    });
    Job job = rig.submit();
    awaitHandle(job);
    claimElsewhere(job);
    overtaken.countDown();
    rig.left(job);
    assertThat(looks).hasValue(0);
  }

  @Test
  void whoeverWasOvertakenNoticesByAWordThatMayBeSkipped() throws Exception {
    CountDownLatch overtaken = new CountDownLatch(1);
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      CountDownLatch aborted = new CountDownLatch(1);
      call.onCancel(aborted::countDown);
      overtaken.await();
      sink.queued(3);
      aborted.await();
      throw failure(Fault.ABORTED);
    });
    Job job = rig.submit();
    awaitHandle(job);
    claimElsewhere(job);
    overtaken.countDown();
    rig.left(job);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void anImageThatCameAfterAnotherTookTheJobIsNotKept() throws Exception {
    CountDownLatch overtaken = new CountDownLatch(1);
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      overtaken.await();
      ScriptedProvider.image(sink, 0);
      throw failure(Fault.ABORTED);
    });
    long before = rig.files();
    Job job = rig.submit();
    awaitHandle(job);
    claimElsewhere(job);
    overtaken.countDown();
    rig.left(job);
    assertThat(rig.files()).isEqualTo(before);
  }

  @Test
  void whoeverOnlyHearsOfItsCallDoesNotHideTheJobFromItsWatchers() throws Exception {
    CountDownLatch overtaken = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch paused = new CountDownLatch(1);
    fal.then((sink, call) -> {
      await(overtaken);
      sink.queued(3);
      told.countDown();
      await(paused);
      throw failure(Fault.ABORTED);
    });
    Job job = rig.submit();
    fal.submitted.await();
    claimElsewhere(job);
    overtaken.countDown();
    told.await();
    assertThat(rig.engine.drives(job.id())).isFalse();
    paused.countDown();
  }

  @Test
  void aClaimThatWasMadeWithoutItsProcessKnowingEndsTheRunBeforeIt() throws Exception {
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      return ScriptedProvider.workUntilAborted().play(sink, call);
    });
    fal.then(ScriptedProvider.succeed());
    Job job = rig.submit();
    awaitHandle(job);
    rig.store.release(job.id(), JobClaims.FIRST_EPOCH);
    assertThat(rig.store.claim(1)).hasSize(1);
    rig.adopt();
    for (int i = 0; i < 60 && !rig.now(job).state().terminal(); i++) {
      rig.passTime(Duration.ofSeconds(1));
    }
    assertThat(rig.now(job).state()).isEqualTo(JobState.SUCCEEDED);
  }

  private void claimElsewhere(Job job) {
    MemoryJobStore other = rig.database.open("other");
    rig.store.release(job.id(), JobClaims.FIRST_EPOCH);
    assertThat(other.claim(1)).hasSize(1);
  }

  @Test
  void cancelledWorkWhoseTimeIsUpIsNotLookedForAnHourLong() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    fal.then(ScriptedProvider.workUntilAborted());
    for (int i = 0; i < 100; i++) {
      fal.then((sink, call) -> {
        looks.incrementAndGet();
        throw failure(Fault.TIMED_OUT);
      });
    }
    Job job = rig.submit(Duration.ofMinutes(1));
    awaitHandle(job);
    rig.engine.cancel(rig.now(job));
    Job over = rig.endInTime(job, Duration.ofSeconds(5));
    assertThat(over.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(looks.get()).isLessThan(5);
  }

  @Test
  void aSellerOutOfReachIsNotTakenForASlowOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      fal.then(outOfReach());
    }
    fal.then(ScriptedProvider.succeed());
    Job job = rig.leftBehind(Duration.ofMinutes(1), INTENDED, ACCEPTED);
    Instant taken = rig.time.clockwork().now();
    rig.adopt();
    Job over = rig.endInTime(job, Duration.ofSeconds(5));
    assertThat(over.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(Duration.between(taken, over.endTime().orElseThrow()))
        .isGreaterThan(Duration.ofMinutes(5));
    assertThat(fal.cancels).hasValue(0);
  }

  @Test
  void aSellerThatStaysOutOfReachIsSaidToBeUnknownWhenItHasForgotten() throws Exception {
    for (int i = 0; i < 400; i++) {
      fal.then(outOfReach());
    }
    Job job = rig.leftBehind(Duration.ofMinutes(1), INTENDED, ACCEPTED);
    rig.adopt();
    Job over = rig.endInTime(job, Duration.ofSeconds(20));
    assertThat(over.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(over.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.UNKNOWN);
    assertThat(Duration.between(job.createTime(), over.endTime().orElseThrow()))
        .isBetween(Duration.ofMinutes(40), Duration.ofMinutes(80));
  }

  @Test
  void aCancelledJobIsNotFollowedForAnHourToASellerOutOfReach() throws Exception {
    for (int i = 0; i < 400; i++) {
      fal.then(outOfReach());
    }
    Job job =
        rig.leftBehind(Duration.ofMinutes(1), INTENDED, ACCEPTED, new JobInput.CancelRequested());
    rig.adopt();
    Job over = rig.endInTime(job, Duration.ofSeconds(5));
    assertThat(over.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.UNKNOWN);
    assertThat(Duration.between(job.createTime(), over.endTime().orElseThrow()))
        .isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void aSlowSellerHasAMinuteFromItsFirstWordOn() throws Exception {
    fal.then(outOfReach());
    fal.then(outOfReach());
    fal.then(ScriptedProvider.workUntilAborted());
    Job job = rig.leftBehind(Duration.ofMinutes(1), INTENDED, ACCEPTED);
    rig.adopt();
    Job over = rig.endInTime(job, Duration.ofSeconds(5));
    assertThat(over.failure().orElseThrow().reason()).isEqualTo(Reason.EXECUTION_TIMEOUT);
    assertThat(over.endTime().orElseThrow())
        .isAfter(over.attempts().getFirst().workStartTime().orElseThrow().plusSeconds(59));
  }

  @Test
  void aJobWhoseSellerIsNotConfiguredWaitsUntilItIs() throws Exception {
    fal.then(ScriptedProvider.succeed());
    rig.providers.clear();
    Job job = rig.leftBehind(Duration.ofMinutes(1), INTENDED, ACCEPTED);
    rig.adopt();
    for (int i = 0; i < 200; i++) {
      rig.passTime(Duration.ofSeconds(90));
    }
    assertThat(rig.now(job).state().terminal()).isFalse();
    rig.providers.put("fal", fal);
    assertThat(rig.endInTime(job, Duration.ofSeconds(5)).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void workThatIsFoundAgainHasTimeToBeFetched() throws Exception {
    fal.then((sink, call) -> {
      throw failure(Fault.TIMED_OUT);
    });
    fal.finder = attempt -> new Reconciliation.Found(ScriptedProvider.HANDLE);
    AtomicReference<Duration> left = new AtomicReference<>();
    fal.then((sink, call) -> {
      left.set(call.deadline().remaining());
      return ScriptedProvider.succeed().play(sink, call);
    });
    Job over = rig.endInTime(rig.submit(Duration.ofMinutes(10)), Duration.ofMillis(500));
    assertThat(over.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(left.get()).isGreaterThan(Duration.ofMinutes(5));
  }

  @Test
  void attemptsThatWereHeldBackCountForNothingAndAreMadeAgainAtOnce() throws Exception {
    // Before the intent, and before the bytes: more often than a job may be tried.
    rig.leases.addAll(List.of(true, false, true, false, true, false, true, false));
    rig.leases.addAll(List.of(false, false, true, true));
    fal.then(ScriptedProvider.succeed());
    Job over = rig.endInTime(rig.submit(Duration.ofMinutes(1)), Duration.ofMillis(100));
    assertThat(over.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(over.attempts()).hasSize(5);
    Attempt first = over.attempts().getFirst();
    assertThat(first.failure().orElseThrow().reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
    assertThat(first.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
    assertThat(Duration.between(first.startTime(), over.attempts().getLast().startTime()))
        .isLessThan(Duration.ofSeconds(5));
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void aSellerThatGivesTwoRequestsOneHandleIsNotBelievedOfTheSecond() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Job first = rig.end(rig.submit());
    fal.then(ScriptedProvider.succeed());
    Job second = rig.end(rig.submit());
    assertThat(first.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(second.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(second.images()).isEmpty();
    assertThat(second.attempts().getFirst().handle()).isEmpty();
    assertThat(fal.submits).hasValue(2);
  }

  @Test
  void anEntryOfAListingThatIsAnothersIsTakenForNone() throws Exception {
    fal.then(ScriptedProvider.succeed());
    rig.end(rig.submit());
    fal.then((sink, call) -> {
      throw failure(Fault.TIMED_OUT);
    });
    fal.finder = attempt -> new Reconciliation.Found(ScriptedProvider.HANDLE);
    Job second = rig.endInTime(rig.submit(), Duration.ofSeconds(1));
    assertThat(second.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(second.images()).isEmpty();
    assertThat(Duration.between(second.createTime(), second.endTime().orElseThrow()))
        .isGreaterThan(Duration.ofSeconds(119));
  }

  @Test
  void imagesOfASynchronousSellerThatComeAfterTheirEndWasToldAreOneCorrection() throws Exception {
    CountDownLatch paused = new CountDownLatch(1);
    fal.then((sink, call) -> {
      await(paused);
      ScriptedProvider.image(sink, 0);
      ScriptedProvider.image(sink, 1);
      return new Outcome(Billing.untold(), "m", Optional.empty());
    });
    Job job = rig.submit(Sample.request(2));
    fal.submitted.await();
    try (EngineRig other = takeOver(job)) {
      Job told = other.endInTime(job, Duration.ofSeconds(1));
      assertThat(told.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
      other.left(job);
    }
    paused.countDown();
    rig.left(job);
    Job corrected = rig.now(job);
    assertThat(corrected.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(corrected.images()).hasSize(2);
    assertThat(rig.history(job).stream().filter(JobEvent::terminal)).hasSize(2);
  }

  /** It may have been cut off from its store only, and its call gone on. */
  @Test
  void aSynchronousCallWhoseProcessWasThoughtDeadIsWaitedFor() throws Exception {
    CountDownLatch paused = new CountDownLatch(1);
    fal.then((sink, call) -> {
      await(paused);
      return ScriptedProvider.succeed().play(sink, call);
    });
    Job job = rig.submit();
    fal.submitted.await();
    try (EngineRig other = takeOver(job)) {
      for (int i = 0; i < 90; i++) {
        other.passTime(Duration.ofSeconds(1));
      }
      assertThat(other.now(job).attempts().getLast().doubt()).isPresent();
      assertThat(other.now(job).state().terminal()).isFalse();
      paused.countDown();
      assertThat(rig.end(job).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(rig.history(job).stream().filter(JobEvent::terminal)).hasSize(1);
    }
  }

  @Test
  void aSynchronousCallIsNotWaitedForBeyondTheTimeOfItsAttempt() throws Exception {
    CountDownLatch paused = new CountDownLatch(1);
    fal.then((sink, call) -> {
      await(paused);
      throw failure(Fault.ABORTED);
    });
    Job job = rig.submit(Duration.ofSeconds(45));
    fal.submitted.await();
    try (EngineRig other = takeOver(job)) {
      Job told = other.endInTime(job, Duration.ofSeconds(1));
      assertThat(told.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
      assertThat(Duration.between(told.createTime(), told.endTime().orElseThrow()))
          .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(75));
    } finally {
      paused.countDown();
    }
  }

  @Test
  void theRestOfTheImagesOfASynchronousSellerIsWaitedForWhoeverDrivesTheJob() throws Exception {
    CountDownLatch paused = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    fal.then((sink, call) -> {
      ScriptedProvider.image(sink, 0);
      begun.countDown();
      await(paused);
      ScriptedProvider.image(sink, 1);
      return new Outcome(Billing.untold(), "m", Optional.empty());
    });
    Job job = rig.submit(Sample.request(2));
    begun.await();
    try (EngineRig other = takeOver(job)) {
      for (int i = 0; i < 60; i++) {
        other.passTime(Duration.ofSeconds(1));
      }
      assertThat(other.now(job).attempts().getLast().doubt()).isPresent();
      assertThat(other.now(job).state().terminal()).isFalse();
      paused.countDown();
      Job over = rig.end(job);
      assertThat(over.state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(over.images()).hasSize(2);
      assertThat(rig.history(job).stream().filter(JobEvent::terminal)).hasSize(1);
    }
  }

  /** Another process takes the job for that of a dead one. */
  private EngineRig takeOver(Job job) throws IOException {
    EngineRig other = new EngineRig(folder, Map.of("fal", fal), rig.database, "other");
    rig.store.release(job.id(), JobClaims.FIRST_EPOCH);
    other.adopt();
    return other;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ScriptedProvider.Act outOfReach() {
    return (sink, call) -> {
      throw failure(call.deadline().passed() ? Fault.TIMED_OUT : Fault.UNAVAILABLE);
    };
  }

  private static ProviderException failure(Fault fault) {
    return new ProviderException(Sample.failure(Fate.OUTCOME_UNKNOWN, fault));
  }

  private void awaitHandle(Job job) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (rig.now(job).openAttempt().flatMap(Attempt::handle).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(1);
    }
  }
}
