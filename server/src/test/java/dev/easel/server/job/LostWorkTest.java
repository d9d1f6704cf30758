package dev.easel.server.job;

import static dev.easel.server.job.ScriptedProvider.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Billing;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Outcome;
import dev.easel.spi.Reconciliation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that is out of reach, late or found again, and how long it is looked for. */
final class LostWorkTest {
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
    rig.awaitHandle(job);
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

  private static ScriptedProvider.Act outOfReach() {
    return (sink, call) -> {
      throw failure(call.deadline().passed() ? Fault.TIMED_OUT : Fault.UNAVAILABLE);
    };
  }
}
