package dev.easel.server.job;

import dev.easel.server.domain.JobId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls that are held until a job is over. Safe for threads. */
public final class TerminalWaits {
  private final ConcurrentMap<JobId, Set<Wait>> waits = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /**
   * Begins a wait for the end of a job. To be taken before the job is looked at, so that no end is
   * missed, and closed.
   */
  public Wait join(JobId id) {
    Wait wait = new Wait(id);
    waits.compute(
        id,
        (key, others) -> {
          Set<Wait> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(wait);
          return all;
        });
    if (ended) {
      wait.end();
    }
    return wait;
  }

  /** Ends every wait, now and from now on: the process is ending, and answers must still go out. */
  public void endAll() {
    ended = true;
    waits.values().forEach(all -> all.forEach(Wait::end));
  }

  /** The jobs whose end is awaited. */
  Set<JobId> awaited() {
    return Set.copyOf(waits.keySet());
  }

  void over(JobId id) {
    waits.getOrDefault(id, Set.of()).forEach(Wait::end);
  }

  /** One call that is held. */
  public final class Wait implements AutoCloseable {
    private final JobId id;
    private final CountDownLatch over = new CountDownLatch(1);

    private Wait(JobId id) {
      this.id = id;
    }

    /**
     * Holds until the job is over or somebody ends the wait.
     *
     * @return whether that was before the time was up
     */
    public boolean hold(Duration longest) throws InterruptedException {
      return over.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the wait. */
    public void end() {
      over.countDown();
    }

    @Override
    public void close() {
      waits.computeIfPresent(
          id,
          (key, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }
}
