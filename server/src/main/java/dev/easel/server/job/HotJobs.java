package dev.easel.server.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that are asked about most, as last committed. A cache: the store is the truth, and where
 * other processes change it too, only what was committed here a moment ago is taken from here.
 */
public final class HotJobs {
  /** Some three thousand: what is asked about again is mostly younger than them. */
  private static final long MOST_BYTES = 8L << 20;

  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration LONGEST_COMMIT = Duration.ofMinutes(1);
  private static final int MOST_FORGOTTEN = 10_000;

  private final JobStore store;
  private final JobClaims claims;
  private final Cache<JobId, @Nullable Job> jobs;

  /** Those whose last commit may still be on its way here. */
  private final Cache<JobId, Boolean> forgotten;

  @Inject
  HotJobs(JobStore store, JobClaims claims, Clockwork clockwork) {
    this.store = store;
    this.claims = claims;
    this.jobs =
        Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((JobId id, Job job) -> weight(job))
            // The little that there is to tidy is tidied by whoever calls, at no time of its own.
            .executor(Runnable::run)
            .ticker(clockwork.nanos()::getAsLong)
            .expireAfter(Expiry.writing((JobId id, Job job) -> life()))
            .build();
    this.forgotten =
        Caffeine.newBuilder()
            .maximumSize(MOST_FORGOTTEN)
            .expireAfterWrite(LONGEST_COMMIT)
            .executor(Runnable::run)
            .ticker(clockwork.nanos()::getAsLong)
            .build();
  }

  private Duration life() {
    return claims.shared() ? MOMENT : Duration.ofDays(365);
  }

  /** A job as last committed. */
  public Optional<Job> find(JobId id) {
    return claims.shared()
        ? Optional.ofNullable(jobs.getIfPresent(id)).or(() -> store.find(id))
        : Optional.ofNullable(jobs.get(id, missing -> store.find(missing).orElse(null)));
  }

  /** Takes note of a commit; an older one changes nothing. */
  void committed(Job job) {
    jobs.asMap()
        .merge(job.id(), job, (old, fresh) -> fresh.revision() >= old.revision() ? fresh : old);
    if (forgotten.getIfPresent(job.id()) != null) {
      jobs.invalidate(job.id());
    }
  }

  /** Not to be had from here any more, also if a commit is told of that was made before. */
  void forget(JobId id) {
    forgotten.put(id, true);
    jobs.invalidate(id);
  }

  /** About what a usual job takes, its prompt counted as if every character took two bytes. */
  private static int weight(Job job) {
    return 2_048 + Character.BYTES * job.request().prompt().length() + 512 * job.results().size();
  }
}
