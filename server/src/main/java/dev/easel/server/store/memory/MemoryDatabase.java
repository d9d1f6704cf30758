package dev.easel.server.store.memory;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the drivers of one set of jobs share. Every store opened on it works under its lock, which
 * makes each of their calls a transaction.
 */
public final class MemoryDatabase {
  private static final int MOST_SKIPPABLE = 64;
  private static final Duration LEASE = Duration.ofSeconds(JobClaims.LEASE_SECONDS);

  final Map<JobId, Row> rows = new HashMap<>();
  final NavigableMap<Position, JobId> order = new TreeMap<>();
  final Map<RequestName, Remembered> keys = new HashMap<>();
  final Map<WorkName, Holder> handles = new HashMap<>();
  private final Map<String, Long> leases = new HashMap<>();
  private final LongSupplier nanos;
  private final AtomicInteger drivers = new AtomicInteger();

  /** With time of its own, in nanoseconds, that never jumps. */
  public MemoryDatabase(LongSupplier nanos) {
    this.nanos = nanos;
  }

  boolean shared() {
    return drivers.get() > 1;
  }

  /** The store as one driver sees it. */
  public MemoryJobStore open(String driver) {
    drivers.incrementAndGet();
    return new MemoryJobStore(this, driver);
  }

  void beat(String driver) {
    leases.put(driver, nanos.getAsLong() + LEASE.toNanos());
  }

  void end(String driver) {
    leases.remove(driver);
  }

  boolean isAlive(@Nullable String driver) {
    Long lease = driver == null ? null : leases.get(driver);
    return lease != null && lease - nanos.getAsLong() > 0;
  }

  /** A job in sight. */
  Optional<Row> row(JobId id) {
    return Optional.ofNullable(rows.get(id)).filter(row -> !row.hidden);
  }

  /** Whether the handle of a job's latest attempt, if it has one, is its own from now on. */
  boolean takeHandle(Job job) {
    if (job.attempts().isEmpty()) {
      return true;
    }
    Attempt attempt = job.attempts().getLast();
    Holder holder = new Holder(job.id(), attempt.number(), job.expireTime());
    return attempt
        .workName()
        .map(name -> handles.putIfAbsent(new WorkName(attempt.provider(), name), holder))
        .filter(other -> !other.equals(holder))
        .isEmpty();
  }

  record WorkName(String provider, String name) {}

  record Holder(JobId job, int attempt, Instant expireTime) {}

  record RequestName(String caller, String requestId) {
    static RequestName of(Caller caller, String requestId) {
      return new RequestName(caller.name(), requestId);
    }
  }

  record Remembered(JobId job, String fingerprint, Instant expireTime) {}

  /** A job, its history, and who drives it. */
  static final class Row {
    Job job;
    List<JobEvent> events;
    long epoch = JobClaims.FIRST_EPOCH;
    @Nullable String driver;
    boolean cancelRequested;
    boolean hidden;

    Row(Job job, JobEvent first, String driver) {
      this.job = job;
      this.events = List.of(first);
      this.driver = driver;
    }

    boolean cancelPending() {
      return cancelRequested && job.stop().isEmpty() && !job.state().terminal();
    }

    JobClaims.Claim claim(String newDriver) {
      driver = newDriver;
      epoch++;
      return new JobClaims.Claim(job, epoch);
    }

    void append(Job after, List<JobEvent> added) {
      job = after;
      events = pruned(Stream.concat(events.stream(), added.stream()).toList());
    }

    /** Without the oldest of what may be skipped. */
    private static List<JobEvent> pruned(List<JobEvent> events) {
      long excess =
          events.stream().filter(event -> event.content().maySkip()).count() - MOST_SKIPPABLE;
      if (excess <= 0) {
        return events;
      }
      List<JobEvent> kept = new ArrayList<>(events.size());
      for (JobEvent event : events) {
        if (event.content().maySkip() && excess > 0) {
          excess--;
        } else {
          kept.add(event);
        }
      }
      return List.copyOf(kept);
    }
  }
}
