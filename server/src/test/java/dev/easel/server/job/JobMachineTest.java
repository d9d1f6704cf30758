package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JobMachineTest {
  private final JobInput prepared = new JobInput.Prepared();
  private final JobInput accepted = new JobInput.Accepted(Sample.HANDLE);
  private final JobInput started = new JobInput.WorkStarted();
  private final JobInput cancel = new JobInput.CancelRequested();
  private final JobInput untraceable = new JobInput.Reconciled(new Reconciliation.Untraceable());

  private static Sample.Play play(int count, String... instances) {
    return new Sample.Play(Sample.machine(3, instances), Sample.job(count, instances));
  }

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
      Step step = play(1, "fal").take(prepared);
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
      Step step = play(1, "fal").take(prepared, accepted);
      assertThat(step.events()).isEmpty();
      assertThat(step.changed()).isTrue();
      assertThat(step.job().openAttempt().orElseThrow().handle()).contains(Sample.HANDLE);
    }

    @Test
    void aResultNeverPrecedesRunning() {
      Step step = play(1, "fal").take(prepared, accepted, Sample.image(0));
      assertThat(step.events()).hasSize(2);
      assertThat(step.events().getFirst().content())
          .isEqualTo(new JobEvent.StateChanged(JobState.RUNNING, Optional.empty()));
    }

    @Test
    void theTerminalEventIsLastAndHoldsTheWholeJobWithItsCost() {
      Step step =
          play(1, "fal").take(prepared, accepted, started, Sample.image(0), Sample.finished());
      JobEvent last = step.events().getLast();
      assertThat(last.terminal()).isTrue();
      assertThat(((JobEvent.StateChanged) last.content()).job()).contains(step.job());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().cost().orElseThrow().amount()).isEqualTo(Usd.parse("0.05"));
      assertThat(step.job().cost().orElseThrow().basis()).isEqualTo(Basis.COMPUTED);
    }

    @Test
    void slotsThatStayedEmptySayWhy() {
      Step step = play(2, "fal").take(prepared, accepted, Sample.image(1), Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().results()).extracting(SlotResult::slot).containsExactly(0, 1);
      assertThat(step.job().results().getFirst()).isInstanceOf(SlotResult.Missing.class);
    }

    @Test
    void aPlaceInTheQueueThatIsToldLateIsNotTold() {
      Sample.Play play = play(1, "fal");
      play.take(prepared, accepted, started);
      Step late = play.take(new JobInput.Told(Optional.of(2), List.of()));
      assertThat(late.changed()).isFalse();
    }

    @Test
    void workThatStartsLeavesTheQueueBehind() {
      Sample.Play play = play(1, "fal");
      play.take(prepared, accepted, new JobInput.Told(Optional.of(3), List.of()));
      assertThat(play.job().progress()).contains(new Progress(Optional.of(3)));
      play.take(started);
      assertThat(play.job().progress()).contains(new Progress(Optional.empty()));
      assertThat(play.job().startTime()).contains(Sample.NOW);
    }
  }

  @Nested
  final class WhenTheSellerFails {
    @Test
    void anOutcomeInDoubtIsNeverTriedAgain() {
      Step step =
          play(1, "fal", "openai")
              .take(prepared, Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE), untraceable);
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
      Step step = play(1, "fal", "openai").take(prepared, Sample.failed(fate, Fault.UNAVAILABLE));
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
              .take(prepared, Sample.failed(fate, Fault.TIMED_OUT), untraceable);
      assertThat(step.next()).isEmpty();
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aRateLimitIsWaitedOutAsLongAsTheSellerAsks() {
      Step step =
          play(1, "fal")
              .take(
                  prepared,
                  new JobInput.WorkFailed(
                      Sample.failure(Fate.REFUSED, Fault.RATE_LIMITED)
                          .withRetryAfter(Duration.ofSeconds(7))));
      assertThat(step.next()).contains(new Work.TryAgain(Duration.ofSeconds(7)));
    }

    @Test
    void attemptsEndAtTheLimitAndNothingIsCharged() {
      JobInput refused = Sample.failed(Fate.NOT_SENT, Fault.UNAVAILABLE);
      Step step = play(1, "fal").take(prepared, refused, prepared, refused, prepared, refused);
      assertThat(step.next()).isEmpty();
      assertThat(step.job().attempts()).hasSize(3);
      assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
      assertThat(step.job().cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
    }

    @Test
    void blockedContentIsNeverTakenElsewhere() {
      Step step =
          play(1, "fal", "openai")
              .take(prepared, Sample.failed(Fate.REFUSED, Fault.CONTENT_BLOCKED_INPUT));
      assertThat(step.next()).isEmpty();
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.CONTENT_BLOCKED_INPUT);
    }

    @Test
    void acceptedWorkThatIsOutOfSightIsFollowedNotBoughtAgain() {
      Step step =
          play(1, "fal")
              .take(prepared, accepted, Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
      assertThat(step.changed()).isFalse();
    }

    @Test
    void aResultThatCannotBeFetchedIsFetchedAgain() {
      Step step =
          play(1, "fal")
              .take(
                  prepared,
                  accepted,
                  started,
                  Sample.failed(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void aRefusedKeyOfOursIsTheOperatorsToMend() {
      Step step = play(1, "fal").take(prepared, Sample.failed(Fate.REFUSED, Fault.KEY_REJECTED));
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void imagesThatCameAreKeptWhenTheRestFails() {
      Step step =
          play(2, "fal")
              .take(
                  prepared,
                  accepted,
                  Sample.image(0),
                  Sample.failed(Fate.FAILED_PERHAPS_BILLED, Fault.CONTENT_BLOCKED_OUTPUT));
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().images()).hasSize(1);
      assertThat(step.job().cost()).isEmpty();
    }

    @Test
    void successWithoutAnImageIsAFailure() {
      Step step = play(1, "fal").take(prepared, accepted, Sample.finished());
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
  }

  @Nested
  final class WhenTheCallerCancels {
    @Test
    void aJobThatBoughtNothingEndsAtOnceAndCostsNothing() {
      Sample.Play play = play(1, "fal");
      Step step = play.take(cancel);
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
      assertThat(step.job().cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
      assertThat(step.sides()).containsExactly(new Side.Abort());
      assertThat(play.take(prepared).next()).isEmpty();
    }

    @Test
    void theSellerIsAskedToStopAcceptedWork() {
      Step step = play(1, "fal").take(prepared, accepted, started, cancel);
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLING);
      assertThat(step.sides()).containsExactly(new Side.CancelUpstream(Sample.HANDLE));
    }

    @Test
    void aCancelBeforeTheSellersWordIsPassedOnWithIt() {
      Step step = play(1, "fal").take(prepared, cancel, accepted);
      assertThat(step.sides()).containsExactly(new Side.CancelUpstream(Sample.HANDLE));
    }

    @Test
    void imagesThatCameAllTheSameMakeTheJobSucceed() {
      Step step =
          play(1, "fal")
              .take(prepared, accepted, started, cancel, Sample.image(0), Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void workThatStoppedEndsCancelled() {
      Step step =
          play(1, "fal")
              .take(
                  prepared, accepted, cancel, Sample.failed(Fate.FAILED_UNBILLED, Fault.CANCELLED));
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
      assertThat(step.job().failure().orElseThrow().reason()).isEqualTo(Reason.CANCELLED_BY_CALLER);
    }

    @Test
    void aSellerThatSaysNothingBeforeTheEndIsAtWorkFromTheRequestOn() {
      Step step = play(1, "fal").take(new JobInput.Prepared(List.of(), true));
      assertThat(step.next()).contains(new Work.Submit());
      assertThat(step.job().state()).isEqualTo(JobState.RUNNING);
      assertThat(step.job().openAttempt().orElseThrow().workStartTime()).isPresent();
    }

    @Test
    void withoutAHandleTheCallIsEndedIfItsSellerGivesNone() {
      Step step = play(1, "fal").take(prepared, cancel);
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLING);
      assertThat(step.sides()).containsExactly(new Side.HangUp());
    }

    @Test
    void aCallThatWeEndedForItIsCancelledAndMayHaveBeenCharged() {
      ProviderFailure ended = Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.ABORTED);
      Step step = play(1, "fal").take(prepared, cancel, new JobInput.HungUp(ended));
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
            play(1, "fal").take(prepared, cancel, Sample.failed(Fate.OUTCOME_UNKNOWN, fault));
        assertThat(step.next()).contains(new Work.Reconcile());
      }
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

    @Test
    void aSecondCancelChangesNothing() {
      Step step = play(1, "fal").take(prepared, accepted, cancel, cancel);
      assertThat(step.changed()).isFalse();
    }

    @Test
    void aSellerThatStopsUnaskedWasNotCancelledByTheCaller() {
      Step step =
          play(1, "fal")
              .take(prepared, accepted, Sample.failed(Fate.FAILED_PERHAPS_BILLED, Fault.CANCELLED));
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
      assertThat(step.job().failure().orElseThrow().reason())
          .isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void aFailureThatNeedsNoRetryIsNotRetriedOnceCancelled() {
      Step step =
          play(1, "fal", "openai")
              .take(prepared, cancel, Sample.failed(Fate.NOT_SENT, Fault.UNAVAILABLE));
      assertThat(step.next()).isEmpty();
      assertThat(step.job().state()).isEqualTo(JobState.CANCELLED);
    }
  }

  @Nested
  final class WhenTheTimeIsUp {
    private final JobInput timeout = new JobInput.ExecutionTimedOut(1);

    @Test
    void theSellerIsAskedToStopAndTheCallEndsLater() {
      Step step = play(1, "fal").take(prepared, accepted, started, timeout);
      assertThat(step.sides())
          .containsExactly(new Side.CancelUpstream(Sample.HANDLE), new Side.AbortLater());
    }

    @Test
    void aCallWithoutAHandleIsGivenUpUnlessItsImageComes() {
      Step step = play(1, "fal").take(prepared, timeout);
      assertThat(step.sides()).containsExactly(new Side.GiveUp());
    }

    @Test
    void workThatThenStopsFailsTheJobWithTheTimeout() {
      Step step =
          play(1, "fal")
              .take(
                  prepared,
                  accepted,
                  started,
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
                  prepared,
                  Sample.failed(Fate.FAILED_UNBILLED, Fault.UNAVAILABLE),
                  prepared,
                  accepted,
                  timeout);
      assertThat(step.changed()).isFalse();
      assertThat(step.sides()).isEmpty();
    }

    @Test
    void aResultThatWasBoughtIsFetchedHoweverLateItIs() {
      Step step =
          play(1, "fal")
              .take(
                  prepared,
                  accepted,
                  timeout,
                  Sample.failed(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void aBoughtResultThatIsGoneSaysSoAndNotThatTheTimeWasUp() {
      Step step =
          play(1, "fal")
              .take(
                  prepared,
                  accepted,
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
          play(1, "fal").take(prepared, accepted, timeout, Sample.image(0), Sample.finished());
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
    }
  }

  /** Random histories, each printed by its seed if it breaks a law. */
  @RepeatedTest(500)
  void noHistoryBreaksTheLaws(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Sample.Play play = play(1 + random.nextInt(3), "fal", "openai");
    List<JobEvent> history = new ArrayList<>();
    int submits = 0;
    int intents = 0;
    for (int i = 0; i < 60; i++) {
      Job before = play.job();
      Step step = play.take(randomInput(random, before));
      history.addAll(step.events());
      boolean submit = step.next().filter(Work.Submit.class::isInstance).isPresent();
      if (submit) {
        submits++;
        assertThat(step.job().attempts().size())
            .as("seed %d: a submit has an intent of its own", seed)
            .isGreaterThan(intents);
      }
      intents = step.job().attempts().size();
      if (before.state().terminal() && before.openAttempt().isEmpty()) {
        assertThat(step.changed()).as("seed %d: what is over stays as it is", seed).isFalse();
      }
      if (before.state().terminal() && step.changed()) {
        assertThat(step.events().size()).as("seed %d: only an end follows", seed).isLessThan(2);
      }
    }
    assertThat(submits).as("seed %d: attempts are bounded", seed).isLessThanOrEqualTo(3);
    assertThat(history.stream().filter(JobEvent::terminal).count())
        .as("seed %d: one end, and one correction of it at most", seed)
        .isLessThanOrEqualTo(wasInDoubt(history) ? 2 : 1);
    assertThat(history.stream().map(JobEvent::sequence).toList())
        .as("seed %d: numbers without a gap", seed)
        .isEqualTo(IntStream.range(0, history.size()).mapToObj(i -> (long) i + 2).toList());
  }

  private static boolean wasInDoubt(List<JobEvent> history) {
    return history.stream()
        .filter(JobEvent::terminal)
        .map(end -> ((JobEvent.StateChanged) end.content()).job().orElseThrow())
        .flatMap(job -> job.failure().stream())
        .anyMatch(failure -> failure.reason() == Reason.PROVIDER_OUTCOME_UNKNOWN);
  }

  private JobInput randomInput(Random random, Job job) {
    List<Fate> fates = List.of(Fate.values());
    List<Fault> faults = List.of(Fault.values());
    return switch (random.nextInt(14)) {
      case 11 -> random.nextInt(4) == 0 ? new JobInput.Adopted() : started;
      case 12 -> untraceable;
      case 13 -> new JobInput.Reconciled(new Reconciliation.Found(Sample.HANDLE));
      case 0, 1 -> job.openAttempt().isEmpty() ? prepared : started;
      case 2 -> accepted;
      case 3 -> started;
      case 4 -> job.openAttempt().isPresent() && !job.hasImage(0) ? Sample.image(0) : started;
      case 5 -> Sample.finished();
      case 6, 7 ->
          Sample.failed(
              fates.get(random.nextInt(fates.size())), faults.get(random.nextInt(faults.size())));
      case 8 -> random.nextInt(6) == 0 ? cancel : started;
      case 9 -> random.nextInt(6) == 0 ? new JobInput.ExecutionTimedOut(1) : started;
      default ->
          new JobInput.Told(
              Optional.of(random.nextInt(5)), List.of(new LogLine("INFO", "hm", Sample.NOW)));
    };
  }
}
