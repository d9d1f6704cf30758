package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides whether a failed attempt may be followed by another. Only work that was surely not bought
 * is tried again.
 *
 * @param maxAttempts most attempts of one job
 * @param firstDelay wait before the second attempt at the same instance; doubled for each later one
 * @param longestDelay longest wait, whatever the seller asks for
 */
record RetryPolicy(int maxAttempts, Duration firstDelay, Duration longestDelay) {

  /**
   * The next attempt.
   *
   * @param route which of the job's routes
   * @param after wait at least this long
   */
  record Retry(int route, Duration after) {}

  /**
   * The attempt that may follow, if one may.
   *
   * @param all every attempt, the failed one included; those that were withheld do not count
   */
  Optional<Retry> after(Job job, List<Attempt> all, ProviderFailure failure) {
    if (Failures.isWithheld(failure)) {
      return Optional.of(new Retry(job.route(), Duration.ZERO));
    }
    List<Attempt> made = all.stream().filter(attempt -> !attempt.withheld()).toList();
    int attempts = made.size();
    if (attempts >= maxAttempts || !surelyNotBought(failure.fate())) {
      return Optional.empty();
    }
    OptionalInt other = untriedRoute(job, made);
    if (other.isPresent() && anotherInstanceMayHelp(failure.fault())) {
      return Optional.of(new Retry(other.getAsInt(), Duration.ZERO));
    }
    return failure.retryable()
        ? Optional.of(new Retry(job.route(), delay(attempts, failure)))
        : Optional.empty();
  }

  private Duration delay(int attempts, ProviderFailure failure) {
    Duration own = firstDelay.multipliedBy(1L << Math.min(attempts - 1, 16));
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Duration longer = own.compareTo(asked) >= 0 ? own : asked;
    return longer.compareTo(longestDelay) <= 0 ? longer : longestDelay;
  }

  private static OptionalInt untriedRoute(Job job, List<Attempt> made) {
    for (int i = 0; i < job.routes().size(); i++) {
      String provider = job.routes().get(i).provider();
      if (made.stream().noneMatch(attempt -> attempt.provider().equals(provider))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean surelyNotBought(Fate fate) {
    return switch (fate) {
      case NOT_SENT, REFUSED, FAILED_UNBILLED -> true;
      case OUTCOME_UNKNOWN, FAILED_BILLED, FAILED_PERHAPS_BILLED -> false;
    };
  }

  private static boolean anotherInstanceMayHelp(Fault fault) {
    return switch (fault) {
      case KEY_REJECTED,
          MODEL_FORBIDDEN,
          MODEL_UNKNOWN,
          ACCOUNT_EXHAUSTED,
          RATE_LIMITED,
          UNAVAILABLE,
          TIMED_OUT ->
          true;
      case REQUEST_REJECTED,
          SOURCE_INVALID,
          SOURCE_FORBIDDEN,
          SOURCE_UNREACHABLE,
          CONTENT_BLOCKED_INPUT,
          CONTENT_BLOCKED_OUTPUT,
          RESPONSE_INVALID,
          EMPTY_RESULT,
          RESULT_UNREACHABLE,
          CANCELLED,
          ABORTED,
          STORAGE_FAILED ->
          false;
    };
  }
}
