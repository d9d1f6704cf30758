package dev.easel.server.job;

import static dev.easel.server.job.ScriptedProvider.await;
import static dev.easel.server.job.ScriptedProvider.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that change hands, and what is left to whoever drove them. */
final class TakeoverTest {
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
    rig.awaitHandle(job);
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
    rig.awaitHandle(job);
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
    rig.awaitHandle(job);
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
    rig.awaitHandle(job);
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
}
