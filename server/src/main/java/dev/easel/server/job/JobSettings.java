package dev.easel.server.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How jobs are run.
 *
 * @param retention how long a job and its images are kept, from its acceptance
 * @param keptVolume how much is kept before what is oldest goes
 * @param executionTimeout ceiling on one provider's work, where the caller names none
 * @param maxAttempts most attempts of one job
 * @param maxRunning most jobs at one time
 * @param memory what they may take together
 * @param callbacks where sellers report on attempts, if they can reach us
 */
public record JobSettings(
    Duration retention,
    KeptVolume keptVolume,
    Duration executionTimeout,
    int maxAttempts,
    int maxRunning,
    JobMemory memory,
    Optional<Callbacks> callbacks) {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

  RetryPolicy retries() {
    return new RetryPolicy(maxAttempts, FIRST_DELAY, LONGEST_DELAY);
  }
}
