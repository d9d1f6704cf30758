package dev.easel.server.job;

import dev.easel.server.cost.Settlement;
import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Doubt;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Stop;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderFailure;
import java.time.Instant;
import java.util.Optional;

/** How an attempt ends, and what that makes of its job. */
final class Endings {
  private final Settlement settlement;
  private final RetryPolicy retries;

  Endings(Settlement settlement, RetryPolicy retries) {
    this.settlement = settlement;
    this.retries = retries;
  }

  Step finished(Job job, Outcome outcome, Instant now) {
    Optional<Attempt> attempt = job.openAttempt();
    if (attempt.isEmpty()) {
      return Step.unchanged(job);
    }
    if (job.images().isEmpty() && !job.results().isEmpty()) {
      return allRefused(job, attempt.get(), outcome, now);
    }
    if (job.images().isEmpty()) {
      return failed(job, new JobChange(job, now), attempt.get(), emptyResult(), now);
    }
    JobChange change = new JobChange(job, now);
    change.end(attempt.get().succeeded(now, outcome));
    fillMissing(job, change, missing());
    Optional<Cost> cost = settlement.settle(job, job.images(), outcome.billing());
    return change.finish(JobState.SUCCEEDED, Optional.empty(), cost).beside();
  }

  /** The seller did its work, and has a reason for each image that it does not give. */
  private Step allRefused(Job job, Attempt attempt, Outcome outcome, Instant now) {
    ToldBill bill = ToldBill.of(settlement, job, outcome.billing());
    Failure why = bill.on(((SlotResult.Missing) job.results().getFirst()).failure());
    JobChange change = new JobChange(job, now).end(attempt.failed(now, why, outcome.requestId()));
    return over(job, change, why, bill);
  }

  /** An attempt, begun before or in this very change, has failed. */
  Step failed(Job job, JobChange change, Attempt attempt, ProviderFailure failure, Instant now) {
    Optional<Handle> handle = attempt.handle();
    if (handle.isPresent() && worthFollowingOn(job, failure)) {
      return Step.unchanged(job).next(new Work.Follow(handle.get()));
    }
    if (isNewDoubt(job, attempt, failure)) {
      return doubted(job, change, attempt, failure, now);
    }
    if (job.state().terminal()) {
      return corrected(job, change, attempt, failure, now);
    }
    if (job.openAttempt().isEmpty()) {
      change.begin(attempt);
    }
    ToldBill bill = ToldBill.of(settlement, job, failure);
    Failure why = bill.on(Failures.of(failure, usesCallerKey(job)));
    change.end(ended(attempt, failure, why, now));
    if (wasNotTaken(failure)) {
      change.takeBackStart();
    }
    if (!job.images().isEmpty()) {
      return partly(job, change, why, bill);
    }
    if (job.stop().isPresent() && !isBought(failure)) {
      return stopped(job, change, job.stop().get(), failure, why, bill);
    }
    if (usesCallerKey(job) && (handle.isPresent() || attempt.doubt().isPresent())) {
      // The caller's key was let go when the seller accepted; there is none to try again with.
      return over(job, change, why, bill);
    }
    return retries
        .after(job, change.attempts(), failure)
        .map(retry -> again(change, retry))
        .orElseGet(() -> over(job, change, why, bill));
  }

  private static Attempt ended(Attempt attempt, ProviderFailure failure, Failure why, Instant now) {
    if (inDoubt(attempt, failure)) {
      return attempt.lost(now, why, failure.requestId());
    }
    Attempt known = wasNotTaken(failure) ? attempt.idle() : attempt;
    return known.failed(now, why, failure.requestId());
  }

  /** Whether its seller has never been at work, though it may have been called so. */
  private static boolean wasNotTaken(ProviderFailure failure) {
    return failure.fate() == Fate.NOT_SENT || failure.fate() == Fate.REFUSED;
  }

  /** There is nobody to ask, and whether the work was done and charged stays unknown. */
  Step hungUp(Job job, JobChange change, Attempt attempt, ProviderFailure failure, Instant now) {
    ToldBill bill = ToldBill.of(settlement, job, failure);
    Failure why = bill.on(Failures.of(failure, usesCallerKey(job)));
    change.end(attempt.failed(now, why, failure.requestId()));
    return job.images().isEmpty()
        ? cancelled(job, change, why, failure, bill)
        : partly(job, change, why, bill);
  }

  /** Nothing is known but that the request left, and nobody has looked for it yet. */
  private static boolean isNewDoubt(Job job, Attempt attempt, ProviderFailure failure) {
    return failure.fate() == Fate.OUTCOME_UNKNOWN
        && attempt.handle().isEmpty()
        && attempt.doubt().isEmpty()
        && job.images().isEmpty();
  }

  private static boolean inDoubt(Attempt attempt, ProviderFailure failure) {
    return failure.fate() == Fate.OUTCOME_UNKNOWN && attempt.doubt().isPresent();
  }

  /** The seller is asked before the job's end is told; the job goes on until then. */
  static Step doubted(
      Job job, JobChange change, Attempt attempt, ProviderFailure failure, Instant now) {
    if (attempt.doubt().isPresent()) {
      return Step.unchanged(job).next(new Work.Reconcile());
    }
    return change.run().note(attempt.doubted(new Doubt(now, failure))).then(new Work.Reconcile());
  }

  /** Nobody can say what became of an attempt. */
  Step lost(Job job, Attempt attempt, Instant now) {
    ProviderFailure failure = attempt.doubt().orElseThrow().failure();
    return failed(job, new JobChange(job, now), attempt, failure, now);
  }

  /** What became of a job's attempt is known after its end, and it is a failure. */
  private Step corrected(
      Job job, JobChange change, Attempt attempt, ProviderFailure failure, Instant now) {
    ToldBill bill = ToldBill.of(settlement, job, failure);
    Failure why = bill.on(Failures.of(failure, usesCallerKey(job)));
    change.note(attempt.failed(now, why, failure.requestId()));
    if (!job.images().isEmpty()) {
      return partly(job, change, why, bill);
    }
    return failure.fate() == Fate.OUTCOME_UNKNOWN ? change.beside() : over(job, change, why, bill);
  }

  /** The caller's key was in the memory of a process that is gone, and nothing was sent. */
  Step keyLost(Job job, Instant now) {
    Failure why =
        Failure.of(
                Reason.PROVIDER_KEY_LOST,
                Fate.Charge.NONE,
                "the server was restarted before your key could be used; nothing was sent. Send the"
                    + " request again under a new request_id")
            .again();
    return over(job, new JobChange(job, now), why, ToldBill.none());
  }

  /** The process that sent a request is gone without a word. */
  static ProviderFailure senderGone() {
    return ProviderFailure.of(
        Fate.OUTCOME_UNKNOWN,
        Fault.ABORTED,
        "the server was stopped while the request was under way");
  }

  /** The seller was asked, and never had the request. */
  static ProviderFailure neverTaken() {
    return ProviderFailure.of(
        Fate.NOT_SENT, Fault.UNAVAILABLE, "the request did not reach the provider");
  }

  /** The seller has the work, or its result; only our sight of it was lost. */
  private static boolean worthFollowingOn(Job job, ProviderFailure failure) {
    if (!failure.retryable()) {
      return false;
    }
    if (isBought(failure)) {
      return true;
    }
    boolean timeIsUp = job.stop().equals(Optional.of(Stop.EXECUTION_TIMEOUT));
    return failure.fate() == Fate.OUTCOME_UNKNOWN && !timeIsUp;
  }

  /** The image exists and is paid for: it is fetched for as long as the seller has it. */
  private static boolean isBought(ProviderFailure failure) {
    return switch (failure.fault()) {
      case RESULT_UNREACHABLE, STORAGE_FAILED -> true;
      case ABORTED -> failure.fate() == Fate.FAILED_BILLED;
      case REQUEST_REJECTED,
          SOURCE_INVALID,
          SOURCE_FORBIDDEN,
          SOURCE_UNREACHABLE,
          CONTENT_BLOCKED_INPUT,
          CONTENT_BLOCKED_OUTPUT,
          KEY_REJECTED,
          MODEL_FORBIDDEN,
          MODEL_UNKNOWN,
          ACCOUNT_EXHAUSTED,
          RATE_LIMITED,
          UNAVAILABLE,
          TIMED_OUT,
          RESPONSE_INVALID,
          EMPTY_RESULT,
          CANCELLED ->
          false;
    };
  }

  private static Step again(JobChange change, RetryPolicy.Retry retry) {
    if (change.state() == JobState.RUNNING) {
      change.enter(JobState.QUEUED);
    }
    return change.route(retry.route()).then(new Work.TryAgain(retry.after()));
  }

  /** Some images came; what was made and charged beyond them only the seller can tell. */
  private static Step partly(Job job, JobChange change, Failure why, ToldBill bill) {
    fillMissing(job, change, why);
    return change.finish(JobState.SUCCEEDED, Optional.empty(), bill.cost()).beside();
  }

  private Step stopped(
      Job job, JobChange change, Stop stop, ProviderFailure failure, Failure why, ToldBill bill) {
    if (stop == Stop.EXECUTION_TIMEOUT) {
      Failure timeout = Failures.stopped(Reason.EXECUTION_TIMEOUT, why.charge(), failure.code());
      return over(job, change, timeout, bill);
    }
    boolean endedByTheCancel =
        failure.fault() == Fault.CANCELLED || failure.fate().charge() == Fate.Charge.NONE;
    if (!endedByTheCancel) {
      return over(job, change, why, bill);
    }
    return cancelled(job, change, why, failure, bill);
  }

  private Step cancelled(
      Job job, JobChange change, Failure why, ProviderFailure failure, ToldBill bill) {
    Failure cancelled = Failures.stopped(Reason.CANCELLED_BY_CALLER, why.charge(), failure.code());
    return change
        .finish(JobState.CANCELLED, Optional.of(cancelled), cost(job, cancelled, bill))
        .beside();
  }

  private Step over(Job job, JobChange change, Failure why, ToldBill bill) {
    return change.finish(JobState.FAILED, Optional.of(why), cost(job, why, bill)).beside();
  }

  /** As told; else nothing where nothing was charged, now or earlier, and unknown where it was. */
  private Optional<Cost> cost(Job job, Failure why, ToldBill bill) {
    boolean free = why.charge() == Fate.Charge.NONE;
    return bill.cost().or(() -> free ? settlement.nothing(job) : Optional.empty());
  }

  private static void fillMissing(Job job, JobChange change, Failure why) {
    for (int slot = 0; slot < job.output().count(); slot++) {
      if (!job.hasResult(slot)) {
        change.add(new SlotResult.Missing(slot, why));
      }
    }
  }

  /** Why a job ended that was stopped before anything was bought. */
  static Failure stopFailure(Stop stop) {
    Reason reason =
        switch (stop) {
          case CANCELLED_BY_CALLER -> Reason.CANCELLED_BY_CALLER;
          case EXECUTION_TIMEOUT -> Reason.EXECUTION_TIMEOUT;
        };
    return Failures.stopped(reason, Fate.Charge.NONE, Optional.empty());
  }

  private static Failure missing() {
    return Failure.of(
        Reason.PROVIDER_EMPTY_RESULT, Fate.Charge.UNKNOWN, "the provider delivered fewer images");
  }

  private static ProviderFailure emptyResult() {
    return ProviderFailure.of(
        Fate.FAILED_PERHAPS_BILLED,
        Fault.EMPTY_RESULT,
        "the provider reported success and gave no image");
  }

  private static boolean usesCallerKey(Job job) {
    return job.currentRoute().payer() == Cost.Payer.CALLER;
  }
}
