package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.spi.Reconciliation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long a seller is asked what became of a request, and what is believed of its answers. */
final class InquiryTest {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final JobInput INTENDED = new JobInput.Prepared();

  private final ScriptedProvider fal = new ScriptedProvider();

  /** When the seller was asked, on a clock that nobody sets. */
  private final List<Duration> asked = Collections.synchronizedList(new ArrayList<>());

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

  private Job inDoubt(JobInput... inputs) throws Exception {
    return rig.leftBehind(EngineRig.request(Duration.ofMinutes(20), Optional.empty()), inputs);
  }

  private void answer(Supplier<Reconciliation> answer) {
    fal.finder =
        lost -> {
          asked.add(Duration.ofNanos(rig.time.clockwork().nanos().getAsLong()));
          return answer.get();
        };
  }

  private Job end(Job job) throws InterruptedException {
    rig.adopt();
    return rig.endInTime(job, STEP);
  }

  private void assertThatItTookTwoMinutes() {
    Duration first = asked.getFirst();
    assertThat(asked.getLast().minus(first))
        .isBetween(Inquiry.WINDOW.minus(STEP), Inquiry.WINDOW.plusSeconds(40));
  }

  private static void assertUnknown(Job job) {
    assertThat(job.failure().map(Failure::reason)).contains(Reason.PROVIDER_OUTCOME_UNKNOWN);
  }

  @Test
  void thatASellerNeverTookARequestIsBelievedWhenNothingCanBeOnItsWayToIt() throws Exception {
    answer(Reconciliation.Absent::new);
    fal.then(ScriptedProvider.succeed());
    Job job = end(inDoubt(INTENDED));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).hasSize(2);
    assertThatItTookTwoMinutes();
  }

  @Test
  void aClockThatIsSetForwardDoesNotMakeItEarlier() throws Exception {
    answer(() -> {
      if (asked.size() == 1) {
        rig.time.set(Duration.ofHours(1));
      }
      return new Reconciliation.Absent();
    });
    fal.then(ScriptedProvider.succeed());
    assertThat(end(inDoubt(INTENDED)).state()).isEqualTo(JobState.SUCCEEDED);
    assertThatItTookTwoMinutes();
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeTheEndLater() throws Exception {
    answer(() -> {
      if (asked.size() == 1) {
        rig.time.set(Duration.ofHours(-1));
      }
      return new Reconciliation.CannotTell();
    });
    assertUnknown(end(inDoubt(INTENDED)));
    assertThatItTookTwoMinutes();
  }

  @Test
  void aSellerThatIsFoundToHaveItIsFollowedAtOnce() throws Exception {
    answer(() -> new Reconciliation.Found(ScriptedProvider.HANDLE));
    fal.then(ScriptedProvider.succeed());
    assertThat(end(inDoubt(INTENDED)).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(asked).hasSize(1);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void aSellerThatKeepsNothingIsNotWaitedFor() throws Exception {
    answer(Reconciliation.Untraceable::new);
    assertUnknown(end(inDoubt(INTENDED)));
    assertThat(asked).hasSize(1);
  }

  @Test
  void oneThatKeepsNothingIsNotWaitedForThoughItBroughtSomeOfTheImages() throws Exception {
    answer(Reconciliation.Untraceable::new);
    Job job = end(rig.leftBehind(Sample.request(2), INTENDED, Sample.image(0)));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aProviderThatBreaksIsNotAskedForEver() throws Exception {
    answer(() -> {
      throw new IllegalStateException("a provider with a fault");
    });
    assertUnknown(end(inDoubt(INTENDED)));
    assertThatItTookTwoMinutes();
  }

  @Test
  void whoeverEndsLeavesTheQuestionToOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    answer(() -> {
      begun.countDown();
      return new Reconciliation.CannotTell();
    });
    Job job = inDoubt(INTENDED);
    rig.adopt();
    begun.await();
    rig.engine.drain();
    assertThat(rig.engine.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(rig.now(job).state()).isEqualTo(JobState.RUNNING);
    assertThat(rig.store.claim(10)).extracting(claim -> claim.job().id()).contains(job.id());
  }

  /** Whoever sent the request was only thought dead, perhaps. */
  @Nested
  final class AmongReplicas {
    @BeforeEach
    void share() throws IOException {
      rig.close();
      MemoryDatabase database = new MemoryDatabase(System::nanoTime);
      database.open("the sender");
      rig = new EngineRig(folder.resolve("shared"), Map.of("fal", fal), database, "rig");
    }

    @Test
    void theSenderIsWaitedForThoughTheSellerKeepsNothing() throws Exception {
      answer(Reconciliation.Untraceable::new);
      assertUnknown(end(inDoubt(INTENDED)));
      assertThatItTookTwoMinutes();
    }

    @Test
    void forNoLongerThanItWaitsItself() throws Exception {
      answer(Reconciliation.Untraceable::new);
      Job job = rig.leftBehind(Duration.ofSeconds(30), INTENDED);
      assertUnknown(end(job));
      assertThat(asked.getLast().minus(asked.getFirst())).isLessThan(Duration.ofSeconds(80));
    }

    @Test
    void longerIfItBroughtSomeOfTheImages() throws Exception {
      answer(Reconciliation.Untraceable::new);
      Job job = rig.leftBehind(Sample.request(2), INTENDED, Sample.image(0));
      assertThat(end(job).state()).isEqualTo(JobState.SUCCEEDED);
      assertThatItTookTwoMinutes();
    }

    @Test
    void nobodyIsWaitedForWhereEveryImageIsHere() throws Exception {
      answer(Reconciliation.Untraceable::new);
      Job job = rig.leftBehind(Duration.ofSeconds(1), INTENDED, Sample.image(0));
      rig.time.pass(Duration.ofSeconds(2));
      assertThat(end(job).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(asked).hasSize(1);
    }
  }
}
