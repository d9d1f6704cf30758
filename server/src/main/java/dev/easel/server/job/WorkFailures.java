package dev.easel.server.job;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Fenced;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;

/** What the state machine is told of work that failed, by the work that it was. */
final class WorkFailures {
  private WorkFailures() {}

  /** The provider said how it failed. */
  static JobInput of(Work failed, ProviderFailure failure) {
    return switch (failed) {
      case Work.Prepare ignored -> new JobInput.PreparationFailed(failure);
      case Work.TryAgain ignored -> new JobInput.PreparationFailed(failure);
      case Work.Submit ignored -> new JobInput.WorkFailed(failure);
      case Work.Follow ignored -> new JobInput.WorkFailed(failure);
      case Work.Reconcile ignored -> new JobInput.Reconciled(new Reconciliation.CannotTell());
    };
  }

  /** Nothing left: the leave to send was taken back. */
  static JobInput fenced(Work failed, Fenced why) {
    String message = String.valueOf(why.getMessage());
    return of(failed, ProviderFailure.of(Fate.NOT_SENT, Fault.ABORTED, message));
  }

  /** The provider told of work that is another attempt's: what became of this one is not known. */
  static JobInput misled(Work failed) {
    return of(
        failed,
        ProviderFailure.of(
            fate(failed),
            Fault.RESPONSE_INVALID,
            "the provider gave the request the identifier of another"));
  }

  /** Who has the work is not there any more, and may come back. */
  static ProviderException notConfigured(String instance, IllegalArgumentException cause) {
    return notConfigured(instance, Fate.OUTCOME_UNKNOWN, cause);
  }

  /** The same, for work of this fate. */
  static ProviderException notConfigured(
      String instance, Fate fate, IllegalArgumentException cause) {
    return new ProviderException(
        ProviderFailure.of(
                fate, Fault.UNAVAILABLE, "the provider " + instance + " is not configured here")
            .withRetryable(true),
        cause);
  }

  /** Nobody heard whether the seller has taken the request. */
  static JobInput unanswered(JobInput input) {
    return input instanceof JobInput.WorkFailed(ProviderFailure failure)
            && failure.fate() == Fate.OUTCOME_UNKNOWN
        ? new JobInput.Unanswered(failure)
        : input;
  }

  /** We ended the call for the caller's cancel; what failed otherwise has its own word. */
  static JobInput hungUp(JobInput input) {
    return input instanceof JobInput.WorkFailed(ProviderFailure failure)
            && failure.fault() == Fault.ABORTED
            && failure.fate() == Fate.OUTCOME_UNKNOWN
        ? new JobInput.HungUp(failure)
        : unanswered(input);
  }

  /** The call was ended, and nobody meant this one: the work is looked for again. */
  static JobInput interrupted(JobInput input, boolean again) {
    return input instanceof JobInput.WorkFailed(ProviderFailure failure)
            && failure.fault() == Fault.ABORTED
            && failure.fate() == Fate.OUTCOME_UNKNOWN
        ? new JobInput.WorkFailed(failure.withRetryable(again))
        : input;
  }

  /** We ended the call ourselves. */
  static JobInput aborted(Work failed) {
    return of(failed, ProviderFailure.of(fate(failed), Fault.ABORTED, "the call was ended"));
  }

  /**
   * It broke without a word.
   *
   * @param again whether what the seller has accepted is to be looked for once more
   */
  static JobInput broken(Work failed, boolean again) {
    Fate fate = fate(failed);
    return of(
        failed,
        ProviderFailure.of(
                fate,
                Fault.RESPONSE_INVALID,
                "the provider module failed; the server's log says how")
            .withRetryable(again && fate == Fate.OUTCOME_UNKNOWN));
  }

  /** What may have become of work that ended without a word: before the send nothing is lost. */
  private static Fate fate(Work ended) {
    return switch (ended) {
      case Work.Prepare ignored -> Fate.NOT_SENT;
      case Work.TryAgain ignored -> Fate.NOT_SENT;
      case Work.Submit ignored -> Fate.OUTCOME_UNKNOWN;
      case Work.Follow ignored -> Fate.OUTCOME_UNKNOWN;
      case Work.Reconcile ignored -> Fate.OUTCOME_UNKNOWN;
    };
  }
}
