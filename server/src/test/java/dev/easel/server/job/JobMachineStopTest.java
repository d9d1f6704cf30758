package dev.easel.server.job;

import static dev.easel.server.job.Sample.ACCEPTED;
import static dev.easel.server.job.Sample.CANCEL;
import static dev.easel.server.job.Sample.PREPARED;
import static dev.easel.server.job.Sample.STARTED;
import static dev.easel.server.job.Sample.play;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Failure;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Usd;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the machine makes of a job that is to stop: its caller cancels it, or its time is up. */
final class JobMachineStopTest {
  @Nested
  final class WhenTheCallerCancels {
    @Test
    void aJobThatBoughtNothingEndsAtOnceAndCostsNothing() {
      Sample.Play play = play(1, "fal");
      Step step = play.take(CANCEL);
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
      assertThat(step.job().cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
      assertThat(step.sides()).containsExactly(new Side.Abort());
      assertThat(play.take(PREPARED).next()).isEmpty();
    }

    @Test
    void theSellerIsAskedToStopAcceptedWork() {
      Step step = play(1, "fal").take(PREPARED, ACCEPTED, STARTED, CANCEL);
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLING);
      assertThat(step.sides()).containsExactly(new Side.CancelUpstream(Sample.HANDLE));
    }

    @Test
    void aCancelBeforeTheSellersWordIsPassedOnWithIt() {
      Step step = play(1, "fal").take(PREPARED, CANCEL, ACCEPTED);
      assertThat(step.sides()).containsExactly(new Side.CancelUpstream(Sample.HANDLE));
    }

    @Test
    void imagesThatCameAllTheSameMakeTheJobSucceed() {
      Step step =
          play(1, "fal")
              .take(PREPARED, ACCEPTED, STARTED, CANCEL, Sample.image(0), Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void workThatStoppedEndsCancelled() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED, ACCEPTED, CANCEL, Sample.failed(Fate.FAILED_UNBILLED, Fault.CANCELLED));
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
      assertThat(step.job().failure().orElseThrow().reason()).isEqualTo(Reason.CANCELLED_BY_CALLER);
    }

    @Test
    void withoutAHandleTheCallIsEndedIfItsSellerGivesNone() {
      Step step = play(1, "fal").take(PREPARED, CANCEL);
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLING);
      assertThat(step.sides()).containsExactly(new Side.HangUp());
    }

    @Test
    void aCallThatWeEndedForItIsCancelledAndMayHaveBeenCharged() {
      ProviderFailure ended = Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.ABORTED);
      Step step = play(1, "fal").take(PREPARED, CANCEL, new JobInput.HungUp(ended));
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
      Failure why = step.job().failure().orElseThrow();
      assertThat(why.reason()).isEqualTo(Reason.CANCELLED_BY_CALLER);
      assertThat(why.charge()).isEqualTo(Fate.Charge.UNKNOWN);
      assertThat(why.message()).contains("may bill it");
      assertThat(step.job().cost()).isEmpty();
    }

    @Test
    void anAnswerThatIsLostWhileTheSellerStopsIsStillLookedFor() {
      for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.ABORTED)) {
        Step step =
            play(1, "fal").take(PREPARED, CANCEL, Sample.failed(Fate.OUTCOME_UNKNOWN, fault));
        assertThat(step.next()).contains(new Work.Reconcile());
      }
    }

    @Test
    void aSecondCancelChangesNothing() {
      Step step = play(1, "fal").take(PREPARED, ACCEPTED, CANCEL, CANCEL);
      assertThat(step.changed()).isFalse();
    }

    @Test
    void aSellerThatStopsUnaskedWasNotCancelledByTheCaller() {
      Step step =
          play(1, "fal")
              .take(PREPARED, ACCEPTED, Sample.failed(Fate.FAILED_PERHAPS_BILLED, Fault.CANCELLED));
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void aFailureThatNeedsNoRetryIsNotRetriedOnceCancelled() {
      Step step =
          play(1, "fal", "openai")
              .take(PREPARED, CANCEL, Sample.failed(Fate.NOT_SENT, Fault.UNAVAILABLE));
      assertThat(step.next()).isEmpty();
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
    }
  }

  @Nested
  final class WhenTheTimeIsUp {
    private final JobInput timeout = new JobInput.ExecutionTimedOut(1);

    @Test
    void theSellerIsAskedToStopAndTheCallEndsLater() {
      Step step = play(1, "fal").take(PREPARED, ACCEPTED, STARTED, timeout);
      assertThat(step.sides())
          .containsExactly(new Side.CancelUpstream(Sample.HANDLE), new Side.AbortLater());
    }

    @Test
    void aCallWithoutAHandleIsGivenUpUnlessItsImageComes() {
      Step step = play(1, "fal").take(PREPARED, timeout);
      assertThat(step.sides()).containsExactly(new Side.GiveUp());
    }

    @Test
    void workThatThenStopsFailsTheJobWithTheTimeout() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED,
                  ACCEPTED,
                  STARTED,
                  timeout,
                  Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.ABORTED));
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
      assertThat(step.job().failure().orElseThrow().reason()).isEqualTo(Reason.EXECUTION_TIMEOUT);
      assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.UNKNOWN);
    }

    @Test
    void theTimeOfAnEarlierAttemptIsNotThatOfThisOne() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED,
                  Sample.failed(Fate.FAILED_UNBILLED, Fault.UNAVAILABLE),
                  PREPARED,
                  ACCEPTED,
                  timeout);
      assertThat(step.changed()).isFalse();
      assertThat(step.sides()).isEmpty();
    }

    @Test
    void aResultThatWasBoughtIsFetchedHoweverLateItIs() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED,
                  ACCEPTED,
                  timeout,
                  Sample.failed(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void aBoughtResultThatIsGoneSaysSoAndNotThatTheTimeWasUp() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED,
                  ACCEPTED,
                  timeout,
                  new JobInput.WorkFailed(
                      Sample.failure(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE)
                          .withRetryable(false)));
      assertThat(step.job().failure().orElseThrow().reason()).isEqualTo(Reason.RESULT_FETCH_FAILED);
      assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.MADE);
    }

    @Test
    void anImageThatMadeItIsKept() {
      Step step =
          play(1, "fal").take(PREPARED, ACCEPTED, timeout, Sample.image(0), Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
    }
  }
}
