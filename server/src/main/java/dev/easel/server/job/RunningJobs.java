package dev.easel.server.job;

import dev.easel.server.domain.JobId;
import dev.easel.spi.Deadline;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The runs of this process, one for each job that it drives. Safe for threads. */
final class RunningJobs {
  private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
  private final Semaphore idle = new Semaphore(0);
  private volatile boolean draining;

  /**
   * From here on it has its job.
   *
   * @return who had it before
   */
  Optional<JobRun> add(JobRun run) {
    return Optional.ofNullable(runs.put(run.job().id(), run));
  }

  /** It has ended. If another has its job by now, that keeps it. */
  void remove(JobRun run) {
    runs.remove(run.job().id(), run);
    idle.release();
  }

  /** Who has a job. */
  Optional<JobRun> of(JobId id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** All, as they are while one looks. */
  Collection<JobRun> all() {
    return Collections.unmodifiableCollection(runs.values());
  }

  /** From here on no run is added that can be left to others, and none waits that can. */
  void drain() {
    draining = true;
    runs.values().forEach(JobRun::drain);
  }

  boolean draining() {
    return draining;
  }

  int count() {
    return runs.size();
  }

  /**
   * Waits until there is none.
   *
   * @return whether that was so in time
   */
  boolean awaitNone(Deadline deadline) throws InterruptedException {
    while (!runs.isEmpty()) {
      idle.drainPermits();
      boolean none = runs.isEmpty();
      if (!none && !idle.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }
}
