package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that change hands, and work whose time is over. */
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
    awaitHandle(job);
    MemoryJobStore other = rig.database.open("other");
    rig.store.release(job.id(), JobClaims.FIRST_EPOCH);
    assertThat(other.claim(1)).hasSize(1);
    overtaken.countDown();
    rig.left(job);
    assertThat(looks).hasValue(0);
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
