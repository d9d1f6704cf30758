package dev.easel.server.job;

import dev.easel.server.cost.Ceiling;
import dev.easel.server.cost.Settlement;
import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Stop;
import dev.easel.spi.Fate;
import dev.easel.spi.Handle;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a job as a pure function: what one input makes of it. Nothing here touches a clock, a
 * store or a seller, so that every history can be replayed.
 *
 * <p>The law it keeps: a {@link Work.Submit} follows from {@link JobInput.Prepared} alone, in the
 * same step that records the attempt; so no paid request is made without a committed intent, and
 * none twice.
 */
final class JobMachine {
  private final Settlement settlement;
  private final Ceiling ceiling;
  private final Endings endings;

  @Inject
  JobMachine(Settlement settlement, Ceiling ceiling, RetryPolicy retries) {
    this.settlement = settlement;
    this.ceiling = ceiling;
    this.endings = new Endings(settlement, retries);
  }

  /** The first step of a job that has no history yet. */
  Step accept(Job job, Instant now) {
    return new JobChange(job, now).enter(JobState.QUEUED).then(new Work.Prepare());
  }

  /** What an input makes of a job. A job that is over stays as it is. */
  Step apply(Job job, JobInput input, Instant now) {
    if (job.state().terminal() && !isCorrection(job, input)) {
      return Step.unchanged(job);
    }
    return switch (input) {
      case JobInput.Prepared ready -> prepared(job, ready, now);
      case JobInput.PreparationFailed(ProviderFailure failure) ->
          endings.failed(job, new JobChange(job, now), attempt(job, now), failure, now);
      case JobInput.Accepted(Handle handle) -> accepted(job, handle, now);
      case JobInput.Told told -> told(job, told, now);
      case JobInput.WorkStarted() -> workStarted(job, now);
      case JobInput.ImageStored stored ->
          new JobChange(job, now).run().add(stored.image()).beside();
      case JobInput.Previewed preview -> previewed(job, preview, now);
      case JobInput.SlotRefused refused -> slotRefused(job, refused, now);
      case JobInput.WorkFinished finished -> endings.finished(job, finished.outcome(), now);
      case JobInput.WorkFailed(ProviderFailure failure) -> failed(job, failure, now);
      case JobInput.CancelRequested() -> cancelRequested(job, now);
      case JobInput.ExecutionTimedOut(int attempt) -> timedOut(job, attempt, now);
      case JobInput.Adopted() -> adopted(job, now);
      case JobInput.Reconciled(Reconciliation answer) -> reconciled(job, answer, now);
      case JobInput.Disowned() -> disowned(job, now);
      case JobInput.Unanswered(ProviderFailure failure) -> unanswered(job, failure, now);
      case JobInput.HungUp(ProviderFailure failure) -> hungUp(job, failure, now);
      case JobInput.Reported(int attempt, Handle handle) -> reported(job, attempt, handle, now);
    };
  }

  /** What may still follow the end of a job: that its attempt's outcome became known after all. */
  private static boolean isCorrection(Job job, JobInput input) {
    return job.openAttempt().isPresent()
        && (input.tellsOfAttempt()
            || input instanceof JobInput.Adopted
            || input instanceof JobInput.Reconciled
            || input instanceof JobInput.WorkFailed
            || input instanceof JobInput.Unanswered);
  }

  private Step prepared(Job job, JobInput.Prepared ready, Instant now) {
    if (job.openAttempt().isPresent()) {
      // Never two at a time, whoever asks.
      return Step.unchanged(job);
    }
    JobChange change = new JobChange(job, now);
    return ceiling
        .objection(job, ready.sources())
        .map(why -> tooDear(job, change, why))
        .orElseGet(() -> intended(change, attempt(job, now), ready.silent(), now));
  }

  /** Who says nothing before its work is done is at work: to learn that then would be too late. */
  private static Step intended(JobChange change, Attempt attempt, boolean silent, Instant now) {
    JobChange begun = silent ? change.run().begin(attempt.working(now)) : change.begin(attempt);
    return begun.then(new Work.Submit());
  }

  /** Whatever was tried before was not bought, or nothing would follow it. */
  private Step tooDear(Job job, JobChange change, String why) {
    Failure failure = Failure.of(Reason.MAX_COST_EXCEEDED, Fate.Charge.NONE, why);
    return change.finish(JobState.FAILED, Optional.of(failure), settlement.nothing(job)).beside();
  }

  private static Attempt attempt(Job job, Instant now) {
    return Attempt.intended(job.attempts().size() + 1, job.currentRoute(), now);
  }

  /** A handle is learned once: whoever tells another one knows no better. */
  private static Step accepted(Job job, Handle handle, Instant now) {
    Optional<Attempt> attempt = job.openAttempt();
    if (attempt.isEmpty()) {
      return Step.unchanged(job);
    }
    JobChange change = new JobChange(job, now).note(attempt.get().accepted(handle));
    return job.stop().isPresent()
        ? change.beside(new Side.CancelUpstream(handle))
        : change.beside();
  }

  /** Where another process left off. What it sent is never sent again. */
  private Step adopted(Job job, Instant now) {
    Optional<Attempt> attempt = job.openAttempt();
    if (attempt.isPresent()) {
      return resumed(job, attempt.get(), now);
    }
    if (job.currentRoute().payer() == Cost.Payer.CALLER) {
      return endings.keyLost(job, now);
    }
    return Step.unchanged(job).next(new Work.Prepare());
  }

  private static Step resumed(Job job, Attempt attempt, Instant now) {
    if (attempt.handle().isEmpty()) {
      return Endings.doubted(job, new JobChange(job, now), attempt, Endings.senderGone(), now);
    }
    Handle handle = attempt.handle().get();
    Step follow = Step.unchanged(job).next(new Work.Follow(handle));
    return job.stop().isPresent() ? follow.beside(new Side.CancelUpstream(handle)) : follow;
  }

  /** Nothing is bought for nobody. */
  private Step disowned(Job job, Instant now) {
    if (!job.attempts().isEmpty()) {
      return Step.unchanged(job);
    }
    Failure why =
        Failure.of(
                Reason.STORE_UNAVAILABLE,
                Fate.Charge.NONE,
                "the store did not answer in time, so that the request was refused; nothing was"
                    + " sent")
            .again();
    return new JobChange(job, now)
        .finish(JobState.FAILED, Optional.of(why), settlement.nothing(job))
        .beside();
  }

  private Step reconciled(Job job, Reconciliation answer, Instant now) {
    Optional<Attempt> attempt = job.openAttempt().filter(open -> open.doubt().isPresent());
    if (attempt.isEmpty()) {
      return Step.unchanged(job);
    }
    if (attempt.get().handle().isPresent()) {
      return Step.unchanged(job).next(new Work.Follow(attempt.get().handle().get()));
    }
    return switch (answer) {
      case Reconciliation.Found(Handle handle) ->
          accepted(job, handle, now).next(new Work.Follow(handle));
      case Reconciliation.Absent() ->
          endings.failed(job, new JobChange(job, now), attempt.get(), Endings.neverTaken(), now);
      case Reconciliation.CannotTell() -> Step.unchanged(job).next(new Work.Reconcile());
      case Reconciliation.Untraceable() -> endings.lost(job, attempt.get(), now);
    };
  }

  /** What the seller told meanwhile is the answer. */
  private Step unanswered(Job job, ProviderFailure failure, Instant now) {
    Optional<Handle> handle = job.openAttempt().flatMap(Attempt::handle);
    return handle.isPresent()
        ? Step.unchanged(job).next(new Work.Follow(handle.get()))
        : failed(job, failure, now);
  }

  private Step hungUp(Job job, ProviderFailure failure, Instant now) {
    Optional<Attempt> attempt = job.openAttempt().filter(open -> open.handle().isEmpty());
    return attempt.isEmpty()
        ? unanswered(job, failure, now)
        : endings.hungUp(job, new JobChange(job, now), attempt.get(), failure, now);
  }

  /** Of an attempt that has its handle nothing is learned. */
  private static Step reported(Job job, int number, Handle handle, Instant now) {
    Optional<Attempt> attempt =
        job.openAttempt().filter(open -> open.number() == number && open.handle().isEmpty());
    if (attempt.isEmpty()) {
      return Step.unchanged(job);
    }
    JobChange change = new JobChange(job, now).note(attempt.get().accepted(handle));
    return job.stop().isPresent()
        ? change.beside(new Side.HandleKnown(), new Side.CancelUpstream(handle))
        : change.beside(new Side.HandleKnown());
  }

  private static Step told(Job job, JobInput.Told told, Instant now) {
    JobChange change = new JobChange(job, now);
    for (LogLine line : told.lines()) {
      change.record(new JobEvent.Logged(line));
    }
    Optional<Progress> progress =
        told.queuePosition()
            .filter(place -> isWaiting(job))
            .map(place -> new Progress(Optional.of(place)));
    if (progress.isPresent() && !progress.equals(job.progress())) {
      change.tell(progress.get());
    }
    return change.events().isEmpty() ? Step.unchanged(job) : change.beside();
  }

  /** A place in the queue that was told late must not outlive the start of the work. */
  private static boolean isWaiting(Job job) {
    return job.openAttempt().filter(attempt -> attempt.workStartTime().isEmpty()).isPresent();
  }

  private static Step workStarted(Job job, Instant now) {
    Optional<Attempt> attempt = job.openAttempt();
    if (attempt.isEmpty()) {
      return Step.unchanged(job);
    }
    JobChange change = new JobChange(job, now).note(attempt.get().working(now)).run();
    if (job.progress().isPresent()) {
      change.tell(new Progress(Optional.empty()));
    }
    return change.beside();
  }

  private static Step previewed(Job job, JobInput.Previewed preview, Instant now) {
    return new JobChange(job, now)
        .run()
        .record(
            new JobEvent.Previewed(
                preview.slot(), preview.ordinal(), preview.blob(), preview.facts()))
        .beside();
  }

  private static Step slotRefused(Job job, JobInput.SlotRefused refused, Instant now) {
    boolean callerKey = job.currentRoute().payer() == Cost.Payer.CALLER;
    return new JobChange(job, now)
        .run()
        .add(new SlotResult.Missing(refused.slot(), Failures.of(refused.why(), callerKey)))
        .beside();
  }

  private Step failed(Job job, ProviderFailure failure, Instant now) {
    Optional<Attempt> attempt = job.openAttempt();
    return attempt.isEmpty()
        ? Step.unchanged(job)
        : endings.failed(job, new JobChange(job, now), attempt.get(), failure, now);
  }

  private Step cancelRequested(Job job, Instant now) {
    if (job.stop().isPresent()) {
      return Step.unchanged(job);
    }
    JobChange change = new JobChange(job, now).stop(Stop.CANCELLED_BY_CALLER);
    Optional<Attempt> attempt = job.openAttempt();
    if (attempt.isEmpty()) {
      Failure why = Endings.stopFailure(Stop.CANCELLED_BY_CALLER);
      return change
          .finish(JobState.CANCELLED, Optional.of(why), settlement.nothing(job))
          .beside(new Side.Abort());
    }
    change.enter(JobState.CANCELLING);
    return attempt
        .get()
        .handle()
        .map(handle -> change.beside(new Side.CancelUpstream(handle)))
        .orElseGet(() -> change.beside(new Side.HangUp()));
  }

  private static Step timedOut(Job job, int number, Instant now) {
    Optional<Attempt> attempt = job.openAttempt().filter(open -> open.number() == number);
    if (attempt.isEmpty()) {
      return Step.unchanged(job);
    }
    JobChange change = new JobChange(job, now);
    if (job.stop().isEmpty()) {
      change.stop(Stop.EXECUTION_TIMEOUT);
    }
    return attempt
        .get()
        .handle()
        .map(handle -> change.beside(new Side.CancelUpstream(handle), new Side.AbortLater()))
        .orElseGet(() -> change.beside(new Side.GiveUp()));
  }
}
