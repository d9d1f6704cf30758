package dev.easel.server.job;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** All watches of this process: who wakes whom, heartbeats, limits and ends. Safe for threads. */
public final class WatchHub {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(13);

  /** So that the reads of thousands of watches keep nothing else from a store that comes back. */
  private static final int MOST_RETRIES = 64;

  private static final Duration LONGEST_DRAIN_DELAY = Duration.ofSeconds(2);

  /** An order of their own, so that a simulated world replays. */
  private static final Comparator<Watch> BY_AGE = Comparator.comparingLong(Watch::number);

  private final JobStore store;
  private final HotJobs jobs;
  private final Clockwork clockwork;
  private final Executor executor;
  private final RandomGenerator random;
  private final WatchLimits limits;
  private final Map<JobId, Set<Watch>> watches = new ConcurrentHashMap<>();
  private final Map<Watch, Caller> callers = new ConcurrentSkipListMap<>(BY_AGE);
  private final Map<Caller, Integer> counts = new HashMap<>();
  private final AtomicLong opened = new AtomicLong();
  private volatile boolean draining;

  @Inject
  WatchHub(
      JobStore store,
      HotJobs jobs,
      Clockwork clockwork,
      Executor executor,
      RandomGenerator random,
      WatchLimits limits) {
    this.store = store;
    this.jobs = jobs;
    this.clockwork = clockwork;
    this.executor = executor;
    this.random = random;
    this.limits = limits;
  }

  /** Begins to send heartbeats and to end watches that are too old. */
  public void start() {
    clockwork.timer().after(TICK, this::tick);
  }

  /**
   * Opens a watch. Nothing is told before its first {@link Watch#pump()}.
   *
   * @param after tell only what comes after this sequence; zero begins with the whole job
   * @throws Rejection if the sequence is not in the job's history yet, or there are too many
   *     watches
   */
  public Watch open(Job job, Caller caller, long after, Watcher watcher) {
    if (after > job.latestSequence()) {
      checkHappened(job.id(), after);
    }
    Watch watch = new Watch(job.id(), opened.getAndIncrement(), after, watcher, store, jobs, this);
    admit(watch, caller);
    if (draining) {
      watch.endWith(drained());
    }
    return watch;
  }

  /** What another process has told may be news here. */
  private void checkHappened(JobId id, long sequence) {
    long latest = store.find(id).map(Job::latestSequence).orElse(0L);
    if (sequence > latest) {
      throw Rejection.of(
          Reason.SEQUENCE_IN_FUTURE,
          "job " + id + " has " + latest + " events, not " + sequence,
          Map.of("latest_sequence", Long.toString(latest)));
    }
  }

  private synchronized void admit(Watch watch, Caller caller) {
    int ofJob = watches.getOrDefault(watch.id(), Set.of()).size();
    limits.check(caller, ofJob, counts.getOrDefault(caller, 0));
    callers.put(watch, caller);
    counts.merge(caller, 1, Integer::sum);
    watches.computeIfAbsent(watch.id(), id -> new ConcurrentSkipListSet<>(BY_AGE)).add(watch);
  }

  synchronized void remove(Watch watch) {
    Caller caller = callers.remove(watch);
    if (caller == null) {
      return;
    }
    counts.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
    watches.computeIfPresent(
        watch.id(),
        (id, ofJob) -> {
          ofJob.remove(watch);
          return ofJob.isEmpty() ? null : ofJob;
        });
  }

  /** Tells the watches of a job that its history has grown. */
  void wake(JobId id) {
    watches.getOrDefault(id, Set.of()).forEach(watch -> executor.execute(watch::pump));
  }

  /** The jobs that are watched. */
  Set<JobId> watched() {
    return Set.copyOf(watches.keySet());
  }

  /** Ends every watch, now and from now on: the process is ending, and callers resume elsewhere. */
  public void drain() {
    draining = true;
    for (Watch watch : callers.keySet()) {
      watch.endWith(drained());
      executor.execute(watch::pump);
    }
  }

  private Rejection drained() {
    Duration delay = Duration.ofMillis(random.nextLong(LONGEST_DRAIN_DELAY.toMillis()));
    return Rejection.until(
        Reason.SERVER_DRAINING, delay, "the server is stopping; watch again after this delay");
  }

  long nanos() {
    return clockwork.nanos().getAsLong();
  }

  private void tick() {
    clockwork.timer().after(TICK, this::tick);
    long now = nanos();
    int retries = MOST_RETRIES;
    for (Watch watch : callers.keySet()) {
      if (now - watch.openedNanos() > limits.longest().toNanos()) {
        watch.endWith(
            Rejection.until(
                Reason.WATCH_EXPIRED, Duration.ZERO, "watched long enough; watch again"));
        executor.execute(watch::pump);
      } else if (now - watch.toldNanos() > LONGEST_SILENCE.toNanos()) {
        watch.heartbeatDue();
        executor.execute(watch::pump);
      } else if (watch.behind() && retries > 0) {
        retries--;
        executor.execute(watch::pump);
      }
    }
  }
}
