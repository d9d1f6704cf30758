package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Stop;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.LogLine;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobEngineTest {
  private final ScriptedProvider fal = new ScriptedProvider();
  private final ScriptedProvider spare = new ScriptedProvider();

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
  void aJobRunsToItsEndOnOneSubmit() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Job job = rig.end(rig.submit());
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
    assertThat(rig.history(job).getLast().terminal()).isTrue();
  }

  @Test
  void theIntentIsInTheStoreBeforeTheRequestLeaves() throws Exception {
    CountDownLatch look = new CountDownLatch(1);
    fal.then((sink, call) -> {
      look.await();
      return ScriptedProvider.succeed().play(sink, call);
    });
    Job job = rig.submit();
    fal.submitted.await();
    assertThat(rig.now(job).openAttempt()).map(Attempt::number).contains(1);
    look.countDown();
    rig.end(job);
  }

  @Test
  void aLostAnswerIsSaidAndNotAskedForAgain() throws Exception {
    fal.then(ScriptedProvider.fail(Fate.OUTCOME_UNKNOWN, Fault.TIMED_OUT));
    Job job = rig.end(rig.submit());
    assertThat(job.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void aProviderThatBreaksInASubmitLeavesTheOutcomeUnknown() throws Exception {
    fal.then((sink, call) -> {
      throw new IllegalStateException("a bug");
    });
    Job job = rig.end(rig.submit());
    assertThat(job.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void aRateLimitIsWaitedOutAndThenTriedAgain() throws Exception {
    fal.then(ScriptedProvider.fail(Fate.REFUSED, Fault.RATE_LIMITED))
        .then(ScriptedProvider.succeed());
    Job job = rig.endInTime(rig.submit(), Duration.ofMillis(100));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).hasSize(2);
    assertThat(
            Duration.between(
                job.attempts().getFirst().startTime(), job.attempts().getLast().startTime()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anotherInstanceServesWhatTheFirstSurelyDidNotTake() throws Exception {
    rig.close();
    rig = new EngineRig(folder, new java.util.TreeMap<>(Map.of("fal", fal, "spare", spare)));
    fal.then(ScriptedProvider.fail(Fate.NOT_SENT, Fault.UNAVAILABLE));
    spare.then(ScriptedProvider.succeed());
    Job job = rig.endInTime(rig.submit(), Duration.ofMillis(100));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).extracting(Attempt::provider).containsExactly("fal", "spare");
  }

  @Test
  void acceptedWorkThatWentOutOfSightIsFollowedByItsHandle() throws Exception {
    fal.then(
            (sink, call) -> {
              sink.accepted(ScriptedProvider.HANDLE);
              throw new ProviderException(Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
            })
        .then(ScriptedProvider.succeed());
    Job job = rig.endInTime(rig.submit(), Duration.ofMillis(100));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
    assertThat(job.attempts()).hasSize(1);
  }

  @Test
  void aCancelReachesTheSellerAndItsWordDecides() throws Exception {
    fal.then(fal.workUntilCancelled());
    Job job = rig.submit();
    fal.submitted.await();
    rig.engine.cancel(job);
    Job end = rig.end(job);
    assertThat(end.state()).isEqualTo(JobState.CANCELLED);
    assertThat(fal.cancels).hasValue(1);
    assertThat(end.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
  }

  @RepeatedTest(50)
  void aCancelRacingTheSubmitHasOneOutcomeAndNoSecondRequest() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Job job = rig.submit();
    Job answered = rig.engine.cancel(job);
    Job end = rig.end(job);
    assertThat(end.state()).isIn(JobState.CANCELLED, JobState.SUCCEEDED);
    assertThat(rig.history(end).stream().filter(JobEvent::terminal)).hasSize(1);
    if (end.state() == JobState.CANCELLED) {
      assertThat(end.images()).isEmpty();
    }
    if (answered.state() == JobState.CANCELLED) {
      assertThat(fal.submits).hasValue(0);
    }
  }

  @Test
  void anImageThatIsBoughtIsFetchedAfterTheTimeForItsWorkIsUp() throws Exception {
    fal.then(
            (sink, call) -> {
              sink.accepted(ScriptedProvider.HANDLE);
              sink.started();
              sink.finished();
              rig.time.pass(Duration.ofMinutes(2));
              assertThat(call.deadline().passed()).isFalse();
              throw new ProviderException(
                  Sample.failure(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE));
            })
        .then(ScriptedProvider.succeed());
    Job end = rig.endInTime(rig.submit(Duration.ofSeconds(10)), Duration.ofMillis(500));
    assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
    assertThat(fal.cancels).hasValue(0);
  }

  @Test
  void anImageThatIsBoughtWhileTheTimeForItsWorkRunsOutIsNotAborted() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      sink.started();
      stopped.await();
      sink.finished();
      call.onCancel(Thread.currentThread()::interrupt);
      rig.time.pass(Duration.ofMinutes(5));
      // The timers run on threads of their own; an abort would interrupt this.
      Thread.sleep(200);
      return ScriptedProvider.succeed().play(sink, call);
    });
    Job job = rig.submit(Duration.ofSeconds(10));
    while (rig.now(job).openAttempt().flatMap(Attempt::handle).isEmpty()) {
      Thread.sleep(1);
    }
    rig.time.pass(Duration.ofSeconds(11));
    fal.cancelAsked.await();
    stopped.countDown();
    assertThat(rig.end(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void anImageThatBeginsToComeWhileTheEndOfItsTimeIsCommittedIsNotAborted() throws Exception {
    CountDownLatch commit = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    fal.then((sink, call) -> {
      call.onCancel(aborted::countDown);
      rig.wavering.hold("commit", commit);
      int before = rig.wavering.calls("commit");
      rig.time.pass(Duration.ofSeconds(11));
      while (rig.wavering.calls("commit") == before) {
        Thread.sleep(1);
      }
      sink.finished();
      commit.countDown();
      // This is committed after what follows from the end of its time is done.
      ScriptedProvider.image(sink);
      assertThat(aborted.getCount()).isEqualTo(1);
      return new Outcome(Billing.untold(), "m", Optional.empty());
    });
    Job end = rig.end(rig.submit(Duration.ofSeconds(10)));
    assertThat(end.stop()).contains(Stop.EXECUTION_TIMEOUT);
    assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(aborted.getCount()).isEqualTo(1);
  }

  @Test
  void aResultThatCannotBeFetchedIsGivenUpWhenItsSellerHasForgottenIt() throws Exception {
    ScriptedProvider.Act unreachable =
        (sink, call) -> {
          sink.accepted(ScriptedProvider.HANDLE);
          sink.finished();
          while (!call.deadline().passed()) {
            rig.time.pass(Duration.ofMinutes(5));
          }
          throw new ProviderException(Sample.failure(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE));
        };
    for (int i = 0; i < 100; i++) {
      fal.then(unreachable);
    }
    Instant begin = rig.time.clockwork().now();
    Job end = rig.endInTime(rig.submit(), Duration.ofSeconds(10));
    assertThat(end.state()).isEqualTo(JobState.FAILED);
    assertThat(end.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.MADE);
    assertThat(Duration.between(begin, end.endTime().orElseThrow()))
        .isBetween(Duration.ofMinutes(55), Duration.ofHours(2));
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void anImageWhoseCommitIsInDoubtIsNotDeleted() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    fal.then(
            (sink, call) -> {
              sink.accepted(ScriptedProvider.HANDLE);
              rig.wavering.abhor("commit", arguments -> broken.compareAndSet(false, true));
              rig.wavering.refuse("find", 1);
              ScriptedProvider.image(sink);
              throw new AssertionError("the store has refused it");
            })
        .then((sink, call) -> new Outcome(Billing.untold(), "m", Optional.empty()));
    Job end = rig.endInTime(rig.submit(), Duration.ofMillis(500));
    assertThat(broken).isTrue();
    assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.blobs.find(end.images().getFirst().blob().id())).isPresent();
  }

  @Test
  void aCallersKeyIsLetGoWhenItsRequestIsInDoubt() throws Exception {
    Queue<WeakReference<Secret>> keys = new ConcurrentLinkedQueue<>();
    AtomicBoolean gone = new AtomicBoolean();
    fal.finder =
        lost -> {
          gone.set(isLetGo(keys.remove()));
          return new Reconciliation.Untraceable();
        };
    fal.then(ScriptedProvider.fail(Fate.OUTCOME_UNKNOWN, Fault.TIMED_OUT));
    Job end = rig.end(submitWithKey(keys));
    assertThat(end.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(gone).isTrue();
  }

  private Job submitWithKey(Queue<WeakReference<Secret>> keys) {
    Secret key = Secret.of("sk-proj-canary");
    keys.add(new WeakReference<>(key));
    return rig.intake.submit(Caller.LOCAL, Sample.request(1), List.of(Sample.route("fal", 1)), key);
  }

  private static boolean isLetGo(WeakReference<Secret> key) {
    for (int i = 0; i < 100 && key.get() != null; i++) {
      System.gc();
    }
    return key.get() == null;
  }

  @Test
  void theTimeOfAFailedAttemptDoesNotCountAgainstTheNext() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    fal.then(
            (sink, call) -> {
              rig.time.pass(Duration.ofSeconds(8));
              throw new ProviderException(Sample.failure(Fate.REFUSED, Fault.RATE_LIMITED));
            })
        .then((sink, call) -> {
          sink.accepted(ScriptedProvider.HANDLE);
          second.countDown();
          go.await();
          ScriptedProvider.image(sink);
          return new Outcome(Billing.untold(), "m", Optional.empty());
        });
    Job job = rig.submit(Duration.ofSeconds(10));
    for (int i = 0; i < 4_000 && !second.await(5, TimeUnit.MILLISECONDS); i++) {
      rig.passTime(Duration.ofMillis(100));
    }
    rig.time.pass(Duration.ofSeconds(5));
    go.countDown();
    assertThat(rig.end(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.cancels).hasValue(0);
  }

  @Test
  void aProviderThatBreaksAfterAcceptanceIsAskedAgainForWhatItHas() throws Exception {
    fal.then(
            (sink, call) -> {
              sink.accepted(ScriptedProvider.HANDLE);
              throw new NoSuchMethodError("an old jar");
            })
        .then(ScriptedProvider.succeed());
    Job end = rig.endInTime(rig.submit(), Duration.ofMillis(500));
    assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void aProviderThatAlwaysBreaksIsNotAskedForEver() throws Exception {
    ScriptedProvider.Act breaks =
        (sink, call) -> {
          sink.accepted(ScriptedProvider.HANDLE);
          sink.finished();
          throw new IllegalStateException("a bug");
        };
    for (int i = 0; i < 200; i++) {
      fal.then(breaks);
    }
    Job end = rig.endInTime(rig.submit(), Duration.ofMinutes(1));
    assertThat(end.state()).isEqualTo(JobState.FAILED);
    assertThat(end.failure().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void thereIsALimitOfJobsAtOneTime() {
    for (int i = 0; i < 5; i++) {
      fal.then((sink, call) -> {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts down");
      });
      rig.submit();
    }
    Rejection refused = catchThrowableOfType(Rejection.class, () -> rig.submit());
    assertThat(refused.reason()).isEqualTo(Reason.SERVER_OVERLOADED);
    assertThat(refused.retryDelay()).isPresent();
  }

  @Test
  void workThatTakesTooLongIsStoppedAndEnded() throws Exception {
    fal.then(ScriptedProvider.workUntilAborted());
    Job job = rig.submit(Duration.ofSeconds(10));
    fal.submitted.await();
    Job end = rig.endInTime(job, Duration.ofSeconds(5));
    assertThat(end.state()).isEqualTo(JobState.FAILED);
    assertThat(end.failure().orElseThrow().reason()).isEqualTo(Reason.EXECUTION_TIMEOUT);
    assertThat(end.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.UNKNOWN);
    assertThat(fal.cancels).hasValue(1);
  }

  @Test
  void aTalkativeSellerAddsToTheHistoryAtMostOnceASecond() throws Exception {
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      for (int i = 0; i < 500; i++) {
        sink.queued(500 - i);
        sink.log(new LogLine("INFO", "line " + i, Instant.EPOCH));
      }
      ScriptedProvider.image(sink);
      return new Outcome(Billing.untold(), "m", Optional.empty());
    });
    Job job = rig.end(rig.submit());
    long skippable = rig.history(job).stream().filter(event -> event.content().maySkip()).count();
    assertThat(skippable).isBetween(2L, 40L);
  }

  @Test
  void anEngineThatDrainsTakesNoMoreJobsAndFinishesThoseItHas() throws Exception {
    fal.then(ScriptedProvider.succeed());
    Job job = rig.submit();
    rig.engine.drain();
    Rejection refused = catchThrowableOfType(Rejection.class, () -> rig.submit());
    assertThat(refused.reason()).isEqualTo(Reason.SERVER_DRAINING);
    assertThat(refused.retryDelay()).isPresent();
    assertThat(rig.end(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.engine.awaitIdle(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aJobThatIsLeftStaysAsItIs() throws Exception {
    fal.then(ScriptedProvider.workUntilAborted());
    Job job = rig.submit();
    fal.submitted.await();
    rig.engine.leave();
    assertThat(rig.engine.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(rig.now(job).state().terminal()).isFalse();
    assertThat(rig.now(job).openAttempt()).isPresent();
  }
}
