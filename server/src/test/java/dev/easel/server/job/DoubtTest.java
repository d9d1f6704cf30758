package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Route;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a job does when nobody knows what became of its paid request. */
final class DoubtTest {
  private final JobMachine machine = Sample.machine(3, "fal", "openai", "fal-byok");
  private final JobInput prepared = new JobInput.Prepared();
  private final JobInput accepted = new JobInput.Accepted(Sample.HANDLE);
  private final JobInput adopted = new JobInput.Adopted();
  private final JobInput lost = Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE);
  private final JobInput untraceable = told(new Reconciliation.Untraceable());
  private final JobInput absent = told(new Reconciliation.Absent());
  private final JobInput cannotTell = told(new Reconciliation.CannotTell());

  private static JobInput told(Reconciliation answer) {
    return new JobInput.Reconciled(answer);
  }

  private Sample.Play play() {
    return play(1);
  }

  private Sample.Play play(int images) {
    return new Sample.Play(machine, Sample.job(images, "fal", "openai"));
  }

  private Step later(Job job, JobInput input, Duration after) {
    Instant then = Sample.NOW.plus(after);
    return machine.apply(job, input, then);
  }

  @Test
  void theSellerIsAskedBeforeTheEndIsTold() {
    Step step = play().take(prepared, lost);
    assertThat(step.next()).contains(new Work.Reconcile());
    assertThat(step.job().state()).isEqualTo(JobState.RUNNING);
    assertThat(step.job().attemptInDoubt()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void workThatTheSellerHasIsFollowed() {
    Step step = play().take(prepared, lost, told(new Reconciliation.Found(Sample.HANDLE)));
    assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
    assertThat(step.job().attemptInDoubt()).isEmpty();
  }

  @Test
  void workThatTheSellerNeverTookMayBeTriedAgain() {
    Step step = later(play().take(prepared, lost).job(), absent, Duration.ofMinutes(2));
    assertThat(step.next().orElseThrow()).isInstanceOf(Work.TryAgain.class);
    assertThat(step.job().attempts()).hasSize(1);
    assertThat(step.job().attempts().getFirst().open()).isFalse();
  }

  @Test
  void workThatTheSellerNeverTookIsNotTriedAgainWithAKeyThatIsGone() {
    Sample.Play play = new Sample.Play(machine, Sample.job(1, List.of(keyed())));
    Step step = later(play.take(prepared, lost).job(), absent, Duration.ofMinutes(2));
    assertThat(step.next()).isEmpty();
    assertThat(step.job().state()).isEqualTo(JobState.FAILED);
    assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
  }

  private static Route keyed() {
    Route plain = Sample.route("fal-byok", 1);
    return new Route(
        plain.provider(),
        plain.providerModel(),
        plain.output(),
        plain.inputFidelity(),
        Cost.Payer.CALLER,
        plain.quote());
  }

  @Test
  void aSellerThatCannotTellYetIsAskedAgain() {
    Step step = play().take(prepared, lost, cannotTell);
    assertThat(step.next()).contains(new Work.Reconcile());
    assertThat(step.changed()).isFalse();
  }

  @Test
  void whatIsHereOfAnAttemptThatNobodyCanTraceIsTheResult() {
    Step over = play(2).take(prepared, Sample.image(0), adopted, untraceable);
    assertThat(over.job().state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void aSellerThatKeepsNothingMakesItUnknown() {
    Step step = play().take(prepared, lost, untraceable);
    assertThat(step.job().state()).isEqualTo(JobState.FAILED);
    assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.UNKNOWN);
  }

  /** The process that drove the job is gone. */
  @Nested
  final class WhenAdopted {
    @Test
    void aJobThatSentNothingBegins() {
      assertThat(play().take(adopted).next()).contains(new Work.Prepare());
    }

    @Test
    void aJobBetweenTwoAttemptsBeginsTheNext() {
      Step step = play().take(prepared, Sample.failed(Fate.REFUSED, Fault.RATE_LIMITED), adopted);
      assertThat(step.next()).contains(new Work.Prepare());
    }

    @Test
    void anAcceptedJobIsFollowedByItsHandle() {
      Step step = play().take(prepared, accepted, adopted);
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
      assertThat(step.changed()).isFalse();
    }

    @Test
    void aJobThatMayHaveSentIsNeverSentAgain() {
      Step step = play().take(prepared, adopted);
      assertThat(step.next()).contains(new Work.Reconcile());
      assertThat(step.job().attempts()).hasSize(1);
    }

    @Test
    void adoptedTwiceItsDoubtIsAsOldAsBefore() {
      Sample.Play play = play();
      Job doubted = play.take(prepared, adopted).job();
      Step again = later(doubted, adopted, Duration.ofMinutes(1));
      assertThat(again.next()).contains(new Work.Reconcile());
      assertThat(again.job().attempts()).isEqualTo(doubted.attempts());
    }

    @Test
    void aCancelledJobThatWasAcceptedIsCancelledAtItsSellerOnceMore() {
      Step step = play().take(prepared, accepted, new JobInput.CancelRequested(), adopted);
      assertThat(step.sides()).containsExactly(new Side.CancelUpstream(Sample.HANDLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void aCallersKeyThatWasNotUsedYetIsLostAndNothingIsCharged() {
      Job job = Sample.job(1, List.of(keyed()));
      Step step = new Sample.Play(machine, job).take(adopted);
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
      Failure failure = step.job().failure().orElseThrow();
      assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_KEY_LOST);
      assertThat(failure.charge()).isEqualTo(Fate.Charge.NONE);
      assertThat(failure.retryable()).isTrue();
    }
  }

  /** It is found out after all. */
  @Nested
  final class WhenCorrected {
    private final Sample.Play over = over();

    private Sample.Play over() {
      Sample.Play play = play();
      play.take(prepared, lost, untraceable);
      return play;
    }

    @Test
    void workThatTurnsUpIsFollowedWithoutAWord() {
      Step step = over.take(accepted);
      assertThat(step.events()).isEmpty();
      assertThat(step.job().state()).isEqualTo(JobState.FAILED);
      assertThat(step.job().unfinished()).isTrue();
      assertThat(over.take(adopted).next()).contains(new Work.Follow(Sample.HANDLE));
    }

    @Test
    void imagesThatArriveMakeItOneChangeToSucceeded() {
      List<JobEvent> kept = over.take(Sample.image(0)).events();
      Step step = over.take(Sample.finished());
      assertThat(kept).isEmpty();
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().failure()).isEmpty();
      assertThat(step.events())
          .extracting(JobEvent::content)
          .containsExactly(new JobEvent.StateChanged(JobState.SUCCEEDED, Optional.of(step.job())));
    }

    @Test
    void anImageThatArrivedIsToldThoughWhoeverBroughtItIsGone() {
      Job kept = over.take(Sample.image(0)).job();
      assertThat(kept.unfinished()).isTrue();
      assertThat(over.take(adopted).next()).contains(new Work.Reconcile());
      Step step = later(kept, untraceable, Duration.ofMinutes(2));
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().unfinished()).isFalse();
      assertThat(step.events()).hasSize(1);
    }

    @Test
    void aFailureThatCostNothingSaysSo() {
      Step step = over.take(accepted, Sample.failed(Fate.FAILED_UNBILLED, Fault.UNAVAILABLE));
      assertThat(step.events()).hasSize(1);
      assertThat(step.job().failure().orElseThrow().charge()).isEqualTo(Fate.Charge.NONE);
      assertThat(step.next()).isEmpty();
    }

    @Test
    void aSecondCorrectionIsNone() {
      over.take(accepted, Sample.failed(Fate.FAILED_UNBILLED, Fault.UNAVAILABLE));
      assertThat(over.take(Sample.image(0)).changed()).isFalse();
      assertThat(over.take(Sample.finished()).changed()).isFalse();
    }

    @Test
    void workThatIsLostSightOfAgainStaysUnknownAndIsNotLookedForForEver() {
      JobInput given =
          new JobInput.WorkFailed(
              Sample.failure(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE).withRetryable(false));
      Step step = over.take(accepted, given);
      assertThat(step.events()).isEmpty();
      assertThat(step.job().unfinished()).isFalse();
    }

    @Test
    void workThatIsOutOfSightForAMomentIsFollowedOn() {
      Step step = over.take(accepted, Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE));
      assertThat(step.next()).contains(new Work.Follow(Sample.HANDLE));
      assertThat(step.job().unfinished()).isTrue();
    }

    @Test
    void everyImageThatArrivesLateIsPartOfTheOneCorrection() {
      Sample.Play two = new Sample.Play(machine, Sample.job(2, "openai"));
      two.take(prepared, adopted, untraceable);
      assertThat(two.take(Sample.image(0)).events()).isEmpty();
      assertThat(two.take(Sample.image(1)).events()).isEmpty();
      Step step = two.take(Sample.finished());
      assertThat(step.events()).hasSize(1);
      assertThat(step.job().state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(step.job().images()).hasSize(2);
    }

    @Test
    void aCancelComesTooLate() {
      assertThat(over.take(new JobInput.CancelRequested()).changed()).isFalse();
    }
  }
}
