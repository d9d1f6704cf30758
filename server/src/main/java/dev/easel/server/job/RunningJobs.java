package dev.easel.server.job;

import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobRequest;
import dev.easel.spi.Deadline;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The runs of this process, one for each job that it drives. Safe for threads. */
final class RunningJobs {
  private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
  private final Semaphore idle = new Semaphore(0);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger images = new AtomicInteger();
  private volatile boolean draining;

  /**
   * What they take, together.
   *
   * @param jobs how many they are
   * @param bytes of the heap, about
   * @param images that they bring, those among them that have come
   */
  record Load(int jobs, long bytes, int images) {}

  /**
   * From here on it has its job.
   *
   * @return who had it before
   */
  Optional<JobRun> add(JobRun run) {
    Optional<JobRun> before = Optional.ofNullable(runs.put(run.job().id(), run));
    if (before.isEmpty()) {
      JobRequest request = run.job().request();
      bytes.addAndGet(JobMemory.of(request));
      images.addAndGet(request.output().count());
    }
    return before;
  }

  /** It has ended. If another has its job by now, that keeps it. */
  void remove(JobRun run) {
    if (runs.remove(run.job().id(), run)) {
      JobRequest request = run.job().request();
      bytes.addAndGet(-JobMemory.of(request));
      images.addAndGet(-request.output().count());
    }
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

  Load load() {
    return new Load(runs.size(), bytes.get(), images.get());
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
