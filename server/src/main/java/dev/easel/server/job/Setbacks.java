package dev.easel.server.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.easel.server.domain.JobId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Jobs that a fault of ours has thrown out of hand. Each is left alone before anybody takes it up
 * again, longer after every further fault: its seller must not be asked for the same again and
 * again. Safe for threads.
 */
final class Setbacks {
  private static final Duration FIRST_REST = Duration.ofSeconds(2);
  private static final int MOST_DOUBLINGS = 8;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final Clockwork clockwork;
  private final Executor executor;
  private final Set<JobId> resting = ConcurrentHashMap.newKeySet();
  private final Cache<JobId, Integer> counts;

  @Inject
  Setbacks(Clockwork clockwork, Executor executor) {
    this.clockwork = clockwork;
    this.executor = executor;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .ticker(clockwork.nanos()::getAsLong)
            .build();
  }

  /** Leaves a job alone for a while, and then gives it up. */
  void rest(JobId id, Runnable giveUp) {
    int count = counts.asMap().merge(id, 1, Integer::sum);
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
    resting.add(id);
    clockwork
        .timer()
        .after(
            rest,
            () ->
                executor.execute(() -> {
                  resting.remove(id);
                  giveUp.run();
                }));
  }

  /** Whether a job is left alone, being nobody else's. */
  boolean isResting(JobId id) {
    return resting.contains(id);
  }
}
