package dev.easel.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between two tries of something free: the larger part of a bound that grows.
 *
 * @param first bound of the first wait
 * @param factor what the bound grows by
 * @param most where it stops growing
 */
public record Backoff(Duration first, double factor, Duration most) {
  /** From half a second, doubling, to 10 s. */
  public static Backoff usual() {
    return new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(10));
  }

  /**
   * The bound itself.
   *
   * @param failures tries that have failed before, from zero
   */
  public Duration bound(int failures) {
    double millis = first.toMillis() * Math.pow(factor, failures);
    return Duration.ofMillis((long) Math.min(millis, (double) most.toMillis()));
  }

  /** A wait between half the bound and all of it, so that many do not try again together. */
  public Duration jittered(int failures, RandomGenerator random) {
    return Duration.ofNanos(
        (long) ((double) bound(failures).toNanos() * (0.5 + 0.5 * random.nextDouble())));
  }
}
