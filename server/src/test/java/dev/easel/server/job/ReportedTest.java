package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a seller reports on its own of an attempt. */
final class ReportedTest {
  private static final Handle OTHER = new Handle("other", "request-8");

  /** Step by step. */
  @Nested
  final class ToTheMachine {
    private final JobInput prepared = new JobInput.Prepared();
    private final JobInput reported = new JobInput.Reported(1, Sample.HANDLE);
    private final JobInput unanswered =
        new JobInput.Unanswered(Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
    private final Sample.Play play =
        new Sample.Play(Sample.machine(3, "fal"), Sample.job(1, "fal"));

    @Test
    void aHandleThatNobodyKnewIsKeptAndFollowed() {
      Step step = play.take(prepared, unanswered, reported);
      assertThat(step.job().openAttempt().flatMap(Attempt::handle)).contains(Sample.HANDLE);
      assertThat(step.sides()).containsExactly(new Side.HandleKnown());
      Step next = play.take(new JobInput.Reconciled(new Reconciliation.CannotTell()));
      assertThat(next.next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void aReportMayOvertakeTheAnswerThatIsLost() {
      assertThat(play.take(prepared, reported, unanswered).next())
          .contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void anAnswerThatWasOnlyLateChangesNothing() {
      Step step = play.take(prepared, reported, new JobInput.Accepted(Sample.HANDLE));
      assertThat(step.job().openAttempt().flatMap(Attempt::handle)).contains(Sample.HANDLE);
    }

    @Test
    void whatIsKnownIsNotReplaced() {
      play.take(prepared, new JobInput.Accepted(Sample.HANDLE));
      assertThat(play.take(new JobInput.Reported(1, OTHER)).changed()).isFalse();
      assertThat(play.take(reported).changed()).isFalse();
    }

    @Test
    void anotherAttemptLearnsNothing() {
      play.take(prepared, Sample.failed(Fate.REFUSED, Fault.RATE_LIMITED), prepared);
      assertThat(play.take(reported).changed()).isFalse();
      assertThat(play.take(new JobInput.Reported(3, OTHER)).changed()).isFalse();
    }

    @Test
    void workOfACancelledJobIsAskedToStop() {
      Step step = play.take(prepared, new JobInput.CancelRequested(), reported);
      assertThat(step.sides())
          .containsExactly(new Side.HandleKnown(), new Side.CancelUpstream(Sample.HANDLE));
    }

    @Test
    void anEndInDoubtIsTakenUpAgain() {
      Step end =
          play.take(
              prepared, unanswered, new JobInput.Reconciled(new Reconciliation.Untraceable()));
      assertThat(end.job().state()).isEqualTo(JobState.FAILED);
      Step step = play.take(reported);
      assertThat(step.events()).isEmpty();
      assertThat(step.job().unfinished()).isTrue();
      assertThat(play.take(new JobInput.Adopted()).next()).contains(new Work.Follow(Sample.HANDLE));
      Step corrected = play.take(Sample.image(0), Sample.finished());
      assertThat(corrected.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(corrected.events()).hasSize(1);
    }

    @Test
    void anEndThatIsCertainStays() {
      play.take(prepared, Sample.failed(Fate.FAILED_BILLED, Fault.CONTENT_BLOCKED_OUTPUT));
      assertThat(play.take(reported).changed()).isFalse();
    }
  }

  /** To an engine with its threads. */
  @Nested
  final class ToTheEngine {
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

    /** The answer does not come until the host ends the call. */
    private static ScriptedProvider.Act noAnswer() {
      return (sink, call) -> {
        CountDownLatch aborted = new CountDownLatch(1);
        call.onCancel(aborted::countDown);
        aborted.await();
        throw new ProviderException(
            ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.ABORTED, "the call was ended"));
      };
    }

    private static ScriptedProvider.Act deliver() {
      return (sink, call) -> {
        ScriptedProvider.image(sink);
        return new Outcome(Billing.untold(), "m", Optional.empty());
      };
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForAnyMore() throws Exception {
      fal.then(noAnswer()).then(deliver());
      Job job = rig.submit();
      fal.submitted.await();
      assertThat(rig.engine.reported(job.id(), 1, ScriptedProvider.HANDLE)).isTrue();
      Job end = rig.endInTime(job, Duration.ofSeconds(1));
      assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(end.attempts()).hasSize(1);
      assertThat(fal.submits).hasValue(1);
    }

    @Test
    void aJobThatEndedInDoubtIsCorrectedOnce() throws Exception {
      fal.then(ScriptedProvider.fail(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE)).then(deliver());
      Job job = rig.end(rig.submit());
      assertThat(job.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
      rig.left(job);
      for (int i = 0; i < 3; i++) {
        assertThat(rig.engine.reported(job.id(), 1, ScriptedProvider.HANDLE)).isTrue();
      }
      for (int i = 0; rig.now(job).state() != JobState.SUCCEEDED && i < 2_000; i++) {
        rig.passTime(Duration.ofSeconds(1));
      }
      assertThat(rig.now(job).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(rig.history(job).stream().filter(JobEvent::terminal)).hasSize(2);
    }

    @Test
    void aReportOfNoAttemptOfOursChangesNothing() throws Exception {
      fal.then(ScriptedProvider.succeed());
      Job job = rig.end(rig.submit());
      rig.left(job);
      for (int attempt : List.of(1, 2)) {
        assertThat(rig.engine.reported(job.id(), attempt, OTHER)).isTrue();
      }
      assertThat(rig.now(job)).isEqualTo(job);
    }

    @Test
    void aJobThatAnotherHasTakenIsLeftToIt() throws Exception {
      fal.finder = _ -> new Reconciliation.CannotTell();
      fal.then(ScriptedProvider.fail(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
      Job job = rig.submit();
      fal.submitted.await();
      while (rig.now(job).openAttempt().flatMap(Attempt::doubt).isEmpty()) {
        Thread.sleep(1);
      }
      MemoryJobStore other = rig.database.open("other");
      other.heartbeat();
      JobClaims.Claim claim = other.reopen(job.id(), 1).orElseThrow();
      Step step =
          Sample.machine(3, "fal")
              .apply(claim.job(), new JobInput.Reported(1, OTHER), rig.time.clockwork().now());
      other.commit(claim.epoch(), step.job(), step.events());
      rig.adopt();
      for (int i = 0; !rig.engine.running().isEmpty() && i < 100; i++) {
        rig.passTime(Duration.ofSeconds(1));
      }
      rig.left(job);
      assertThat(rig.now(job)).isEqualTo(step.job());
    }

    @Test
    void workThatIsFollowedIsLookedAtNow() throws Exception {
      CountDownLatch following = new CountDownLatch(1);
      CountDownLatch looked = new CountDownLatch(1);
      fal.then((sink, call) -> {
        sink.accepted(ScriptedProvider.HANDLE);
        call.onReport(looked::countDown);
        following.countDown();
        looked.await();
        return deliver().play(sink, call);
      });
      Job job = rig.submit();
      following.await();
      rig.engine.look(job.id());
      assertThat(rig.end(job).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aServerThatIsLeavingTakesOverNothing() throws Exception {
      fal.then(ScriptedProvider.fail(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
      Job job = rig.end(rig.submit());
      rig.left(job);
      rig.engine.drain();
      assertThat(rig.engine.reported(job.id(), 1, ScriptedProvider.HANDLE)).isFalse();
      assertThat(rig.now(job)).isEqualTo(job);
    }
  }
}
