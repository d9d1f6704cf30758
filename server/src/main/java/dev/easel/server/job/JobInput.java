package dev.easel.server.job;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.LogLine;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Size;
import java.util.List;
import java.util.Optional;

/** Something that happened to a job, as the state machine is told. */
sealed interface JobInput {
  /**
   * Whether this says no more than that we ended the call ourselves, so that the job is better left
   * as it is. What was fenced is known not to be sent, and that is worth keeping.
   */
  default boolean isMereAbort() {
    return switch (this) {
      case WorkFailed(ProviderFailure failure) ->
          failure.fault() == Fault.ABORTED && failure.fate() != Fate.NOT_SENT;
      case PreparationFailed(ProviderFailure failure) -> failure.fault() == Fault.ABORTED;
      case Prepared ignored -> true;
      case Accepted ignored -> false;
      case Told ignored -> false;
      case WorkStarted ignored -> false;
      case ImageStored ignored -> false;
      case SlotRefused ignored -> false;
      case Previewed ignored -> false;
      case WorkFinished ignored -> false;
      case CancelRequested ignored -> false;
      case ExecutionTimedOut ignored -> false;
      case Adopted ignored -> true;
      case Reconciled ignored -> false;
      case Disowned ignored -> false;
      case HungUp ignored -> false;
      case Unanswered(ProviderFailure failure) -> failure.fault() == Fault.ABORTED;
      case Reported ignored -> false;
    };
  }

  /**
   * Whether this tells what became of a paid request, which nobody else may know: worth telling
   * though another drives the job by now.
   */
  default boolean tellsOfAttempt() {
    return switch (this) {
      case Accepted ignored -> true;
      case ImageStored ignored -> true;
      case SlotRefused ignored -> true;
      case WorkFinished ignored -> true;
      case WorkFailed(ProviderFailure failure) -> failure.fate() != Fate.OUTCOME_UNKNOWN;
      case Prepared ignored -> false;
      case PreparationFailed ignored -> false;
      case Told ignored -> false;
      case WorkStarted ignored -> false;
      case Previewed ignored -> false;
      case CancelRequested ignored -> false;
      case ExecutionTimedOut ignored -> false;
      case Adopted ignored -> false;
      case Reconciled ignored -> false;
      case Disowned ignored -> false;
      case HungUp ignored -> false;
      case Unanswered ignored -> false;
      case Reported ignored -> true;
    };
  }

  /**
   * Everything that is free has been done; the paid request may be made.
   *
   * @param sources the sizes of the images, where a ceiling on the price hangs on them
   * @param silent whether the seller says nothing before its work is done: it works from the
   *     request on
   */
  record Prepared(List<Size> sources, boolean silent) implements JobInput {
    public Prepared {
      sources = List.copyOf(sources);
    }

    Prepared() {
      this(List.of(), false);
    }
  }

  /** What is free failed. */
  record PreparationFailed(ProviderFailure failure) implements JobInput {}

  /** The seller has taken the work. */
  record Accepted(Handle handle) implements JobInput {}

  /** The seller told how far it is. */
  record Told(Optional<Integer> queuePosition, List<LogLine> lines) implements JobInput {}

  /** The seller has begun to work. */
  record WorkStarted() implements JobInput {}

  /** An image is in the blob store. */
  record ImageStored(SlotResult.Filled image) implements JobInput {}

  /** An unfinished image is in the blob store. */
  record Previewed(int slot, int ordinal, Blob blob, ImageFacts facts) implements JobInput {}

  /** The seller gives no image for a slot. */
  record SlotRefused(int slot, ProviderFailure why) implements JobInput {}

  /** The work is done. */
  record WorkFinished(Outcome outcome) implements JobInput {}

  /** The work, or the paid request for it, failed. */
  record WorkFailed(ProviderFailure failure) implements JobInput {}

  /**
   * The connection to a seller that can be asked nothing was closed for the caller's cancel: what
   * became of its work stays unknown.
   */
  record HungUp(ProviderFailure failure) implements JobInput {}

  /** The paid request left, and whoever made it never heard whether the seller has taken it. */
  record Unanswered(ProviderFailure failure) implements JobInput {}

  /** The seller has reported on its own that it has the work of an attempt. */
  record Reported(int attempt, Handle handle) implements JobInput {}

  /** The caller wants the job to stop. */
  record CancelRequested() implements JobInput {}

  /** The process that drove the job is gone, and another drives it now. */
  record Adopted() implements JobInput {}

  /**
   * The seller was asked about the attempt whose outcome is in doubt.
   *
   * @param answer what is believed; {@link Reconciliation.CannotTell} if it is to be asked again
   */
  record Reconciled(Reconciliation answer) implements JobInput {}

  /** Whoever asked for the job was told that there is none, and can never find it. */
  record Disowned() implements JobInput {}

  /** The seller has had the time it was allowed for this attempt. */
  record ExecutionTimedOut(int attempt) implements JobInput {}
}
