package dev.easel.server.job;

import static dev.easel.server.job.Sample.ACCEPTED;
import static dev.easel.server.job.Sample.PREPARED;
import static dev.easel.server.job.Sample.STARTED;
import static dev.easel.server.job.Sample.UNTRACEABLE;
import static dev.easel.server.job.Sample.play;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the machine makes of what a seller does: from the intent of an attempt to its end. */
final class JobMachineAttemptTest {
  @Nested
  final class WhenAllGoesWell {
    @Test
    void aJobBeginsQueuedWithOneEventAndIsPrepared() {
      Step first = Sample.machine(3, "fal").accept(Sample.job(1, "fal"), Sample.NOW);
      assertThat(first.events()).hasSize(1);
      assertThat(first.events().getFirst().sequence()).isEqualTo(1);
      assertThat(first.job().state()).isEqualTo(JobState.QUEUED);
      assertThat(first.next()).contains(new Work.Prepare());
    }

    @Test
    void theIntentIsRecordedInTheStepThatAsksForTheSubmit() {
      Step step = play(1, "fal").take(PREPARED);
      assertThat(step.next()).contains(new Work.Submit());
      assertThat(step.changed()).isTrue();
      assertThat(step.job().openAttempt()).map(Attempt::number).contains(1);
      assertThat(step.events())
          .singleElement()
          .extracting(JobEvent::content)
          .isInstanceOf(JobEvent.AttemptChanged.class);
    }

    @Test
    void anAcceptedAttemptKeepsItsHandleWithoutAnEvent() {
      Step step = play(1, "fal").take(PREPARED, ACCEPTED);
      assertThat(step.events()).isEmpty();
      assertThat(step.changed()).isTrue();
      assertThat(step.job().openAttempt().orElseThrow().handle()).contains(Sample.HANDLE);
    }

    @Test
    void aResultNeverPrecedesRunning() {
      Step step = play(1, "fal").take(PREPARED, ACCEPTED, Sample.image(0));
      assertThat(step.events()).hasSize(2);
      assertThat(step.events().getFirst().content())
          .isEqualTo(new JobEvent.StateChanged(JobState.RUNNING, Optional.empty()));
    }

    @Test
    void theTerminalEventIsLastAndHoldsTheWholeJobWithItsCost() {
      Step step =
          play(1, "fal").take(PREPARED, ACCEPTED, STARTED, Sample.image(0), Sample.finished());
      JobEvent last = step.events().getLast();
      assertThat(last.terminal()).isTrue();
      assertThat(((JobEvent.StateChanged) last.content()).job()).contains(step.job());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().cost().orElseThrow().amount()).isEqualTo(Usd.parse("0.05"));
      assertThat(step.job().cost().orElseThrow().basis()).isEqualTo(Basis.COMPUTED);
    }

    @Test
    void slotsThatStayedEmptySayWhy() {
      Step step = play(2, "fal").take(PREPARED, ACCEPTED, Sample.image(1), Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().results()).extracting(SlotResult::slot).containsExactly(0, 1);
      assertThat(step.job().results().getFirst()).isInstanceOf(SlotResult.Missing.class);
    }

    @Test
    void aPlaceInTheQueueThatIsToldLateIsNotTold() {
      Sample.Play play = play(1, "fal");
      play.take(PREPARED, ACCEPTED, STARTED);
      Step late = play.take(new JobInput.Told(Optional.of(2), List.of()));
      assertThat(late.changed()).isFalse();
    }

    @Test
    void workThatStartsLeavesTheQueueBehind() {
      Sample.Play play = play(1, "fal");
      play.take(PREPARED, ACCEPTED, new JobInput.Told(Optional.of(3), List.of()));
      assertThat(play.job().progress()).contains(new Progress(Optional.of(3)));
      play.take(STARTED);
      assertThat(play.job().progress()).contains(new Progress(Optional.empty()));
      assertThat(play.job().startTime()).contains(Sample.NOW);
    }

    @Test
    void aSellerThatSaysNothingBeforeTheEndIsAtWorkFromTheRequestOn() {
      Step step = play(1, "fal").take(new JobInput.Prepared(List.of(), true));
      assertThat(step.next()).contains(new Work.Submit());
      assertThat(step.job().state()).isEqualTo(JobState.RUNNING);
      assertThat(step.job().openAttempt().orElseThrow().workStartTime()).isPresent();
    }
  }

  @Nested
  final class WhenTheSellerFails {
    @Test
    void anOutcomeInDoubtIsNeverTriedAgain() {
      Step step =
          play(1, "fal", "openai")
              .take(PREPARED, Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE), UNTRACEABLE);
      assertThat(step.next()).isEmpty();
      Failure failure = step.job().failure().orElseThrow();
      assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_OUTCOME_UNKNOWN);
      assertThat(failure.charge()).isEqualTo(Fate.Charge.UNKNOWN);
      assertThat(step.job().cost()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
        value = Fate.class,
        names = {"NOT_SENT", "REFUSED", "FAILED_UNBILLED"})
    void workThatWasSurelyNotBoughtIsTriedAtTheNextInstance(Fate fate) {
      Step step = play(1, "fal", "openai").take(PREPARED, Sample.failed(fate, Fault.UNAVAILABLE));
      assertThat(step.next()).contains(new Work.TryAgain(Duration.ZERO));
      assertThat(step.job().currentRoute().provider()).isEqualTo("openai");
      assertThat(step.job().state()).isEqualTo(JobState.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(
        value = Fate.class,
        names = {"OUTCOME_UNKNOWN", "FAILED_BILLED", "FAILED_PERHAPS_BILLED"})
    void workThatMayHaveBeenPaidIsNotTriedAgain(Fate fate) {
      Step step =
          play(1, "fal", "openai")
              .take(PREPARED, Sample.failed(fate, Fault.TIMED_OUT), UNTRACEABLE);
      assertThat(step.next()).isEmpty();
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aRateLimitIsWaitedOutAsLongAsTheSellerAsks() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED,
                  new JobInput.WorkFailed(
                      Sample.failure(Fate.REFUSED, Fault.RATE_LIMITED)
                          .withRetryAfter(Duration.ofSeconds(7))));
      assertThat(step.next()).contains(new Work.TryAgain(Duration.ofSeconds(7)));
    }

    @Test
    void attemptsEndAtTheLimitAndNothingIsCharged() {
      JobInput refused = Sample.failed(Fate.NOT_SENT, Fault.UNAVAILABLE);
      Step step = play(1, "fal").take(PREPARED, refused, PREPARED, refused, PREPARED, refused);
      assertThat(step.next()).isEmpty();
      assertThat(step.job().attempts()).hasSize(3);
      assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
      assertThat(step.job().cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
    }

    @Test
    void blockedContentIsNeverTakenElsewhere() {
      Step step =
          play(1, "fal", "openai")
              .take(PREPARED, Sample.failed(Fate.REFUSED, Fault.CONTENT_BLOCKED_INPUT));
      assertThat(step.next()).isEmpty();
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.CONTENT_BLOCKED_INPUT);
    }

    @Test
    void acceptedWorkThatIsOutOfSightIsFollowedNotBoughtAgain() {
      Step step =
          play(1, "fal")
              .take(PREPARED, ACCEPTED, Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
      assertThat(step.changed()).isFalse();
    }

    @Test
    void aResultThatCannotBeFetchedIsFetchedAgain() {
      Step step =
          play(1, "fal")
              .take(
                  PREPARED,
                  ACCEPTED,
                  STARTED,
                  Sample.failed(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void aRefusedKeyOfOursIsTheOperatorsToMend() {
      Step step = play(1, "fal").take(PREPARED, Sample.failed(Fate.REFUSED, Fault.KEY_REJECTED));
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void imagesThatCameAreKeptWhenTheRestFails() {
      Step step =
          play(2, "fal")
              .take(
                  PREPARED,
                  ACCEPTED,
                  Sample.image(0),
                  Sample.failed(Fate.FAILED_PERHAPS_BILLED, Fault.CONTENT_BLOCKED_OUTPUT));
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().images()).hasSize(1);
      assertThat(step.job().cost()).isEmpty();
    }

    @Test
    void successWithoutAnImageIsAFailure() {
      Step step = play(1, "fal").take(PREPARED, ACCEPTED, Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.PROVIDER_EMPTY_RESULT);
    }

    @Test
    void preparationThatFailsLeavesAnAttemptBegunAndEnded() {
      Step step =
          play(1, "fal")
              .take(
                  new JobInput.PreparationFailed(
                      Sample.failure(Fate.NOT_SENT, Fault.REQUEST_REJECTED)));
      assertThat(step.job().attempts()).singleElement().matches(attempt -> !attempt.open());
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void whatASilentSellerDidNotTakeHadNotBegun() {
      for (Fate fate : List.of(Fate.NOT_SENT, Fate.REFUSED)) {
        Step step =
            play(1, "fal")
                .take(
                    new JobInput.Prepared(List.of(), true),
                    Sample.failed(fate, Fault.RATE_LIMITED));
        assertThat(step.job().startTime()).isEmpty();
        assertThat(step.job().attempts().getLast().workStartTime()).isEmpty();
      }
    }
  }
}
