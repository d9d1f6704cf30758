package dev.easel.server.job;

import static dev.easel.server.job.ScriptedProvider.await;
import static dev.easel.server.job.ScriptedProvider.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Billing;
import dev.easel.spi.Fault;
import dev.easel.spi.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of sellers that answer in the call itself, taken over while it may go on. */
final class SynchronousTakeoverTest {
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
}
