package dev.easel.server.domain;

import dev.easel.spi.OutputSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One Generate or Edit and its outcome.
 *
 * @param id its name
 * @param caller whose it is
 * @param request what was asked
 * @param routes the instances that may serve it, in order
 * @param route which of them is in use
 * @param state where it is in its life
 * @param stop why it is to end early, once that was asked
 * @param revision how often it was changed; what a change is compared against
 * @param latestSequence number of its latest event
 * @param attempts tries, oldest first
 * @param results slots by position
 * @param failure why it failed, exactly when it failed or was cancelled
 * @param progress latest progress told
 * @param cost price known so far; empty means unknown
 * @param createTime when it was accepted
 * @param startTime when a provider first began to work
 * @param endTime when it was over
 * @param expireTime when it and its blobs are forgotten
 */
public record Job(
    JobId id,
    Caller caller,
    JobRequest request,
    List<Route> routes,
    int route,
    JobState state,
    Optional<Stop> stop,
    long revision,
    long latestSequence,
    List<Attempt> attempts,
    List<SlotResult> results,
    Optional<Failure> failure,
    Optional<Progress> progress,
    Optional<Cost> cost,
    Instant createTime,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    Instant expireTime) {
  public Job {
    routes = List.copyOf(routes);
    attempts = List.copyOf(attempts);
    results = List.copyOf(results);
  }

  /** A job before its first event. */
  public static Job accepted(
      JobId id,
      Caller caller,
      JobRequest request,
      List<Route> routes,
      Instant now,
      Instant expireTime) {
    return new Job(
        id,
        caller,
        request,
        routes,
        0,
        JobState.QUEUED,
        Optional.empty(),
        0,
        0,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty(),
        expireTime);
  }

  /** The instance in use. */
  public Route currentRoute() {
    return routes.get(route);
  }

  /** The request with the defaults of the offering in use. */
  public OutputSpec output() {
    return currentRoute().output();
  }

  /**
   * The try that is under way, if one is; of a job that ended because nobody knew what became of
   * its last try, that one, as long as that may still be found out.
   */
  public Optional<Attempt> openAttempt() {
    return attempts.isEmpty() || (state.terminal() && !endedInDoubt())
        ? Optional.empty()
        : Optional.of(attempts.getLast()).filter(Attempt::open);
  }

  private boolean endedInDoubt() {
    return failure.map(Failure::reason).equals(Optional.of(Reason.PROVIDER_OUTCOME_UNKNOWN));
  }

  /**
   * The number of the attempt about which everything is in doubt: nothing is known but its send.
   */
  public OptionalInt attemptInDoubt() {
    return inDoubt().map(attempt -> OptionalInt.of(attempt.number())).orElse(OptionalInt.empty());
  }

  /** Until when that attempt may have been sent; empty if it may still be, or there is none. */
  public Optional<Instant> sentUntil() {
    return inDoubt().flatMap(Attempt::sentUntil);
  }

  private Optional<Attempt> inDoubt() {
    return openAttempt().filter(attempt -> attempt.handle().isEmpty());
  }

  /**
   * Whether somebody must drive the job: it is not over, or it ended in doubt and its work, or an
   * image of it, has turned up since.
   */
  public boolean unfinished() {
    return !state.terminal()
        || openAttempt()
            .filter(attempt -> attempt.handle().isPresent() || !images().isEmpty())
            .isPresent();
  }

  /** Whether a slot has its image. */
  public boolean hasImage(int slot) {
    return results.stream()
        .anyMatch(result -> result instanceof SlotResult.Filled filled && filled.slot() == slot);
  }

  /** Whether it is known what became of a slot. */
  public boolean hasResult(int slot) {
    return results.stream().anyMatch(result -> result.slot() == slot);
  }

  /** The images there are, by slot. */
  public List<SlotResult.Filled> images() {
    return results.stream()
        .filter(SlotResult.Filled.class::isInstance)
        .map(SlotResult.Filled.class::cast)
        .toList();
  }
}
