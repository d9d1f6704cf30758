package dev.easel.server.store.memory;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.HandleTakenException;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.store.memory.MemoryDatabase.Remembered;
import dev.easel.server.store.memory.MemoryDatabase.RequestName;
import dev.easel.server.store.memory.MemoryDatabase.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs in memory, as one driver sees them. Gone when the process ends. */
public final class MemoryJobStore implements JobStore, JobClaims {
  private final MemoryDatabase database;
  private final String driver;

  MemoryJobStore(MemoryDatabase database, String driver) {
    this.database = database;
    this.driver = driver;
  }

  @Override
  public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    synchronized (database) {
      if (database.rows.containsKey(job.id())) {
        return new Acceptance.Fresh();
      }
      if (key.isPresent()) {
        Optional<Acceptance> before = claimed(key.get(), job.createTime());
        if (before.isPresent()) {
          return before.get();
        }
        database.keys.put(
            RequestName.of(key.get().caller(), key.get().requestId()),
            new Remembered(job.id(), key.get().fingerprint(), key.get().expireTime()));
      }
      database.beat(driver);
      database.rows.put(job.id(), new Row(job, first, driver));
      database.order.put(Position.of(job), job.id());
      return new Acceptance.Fresh();
    }
  }

  @Override
  public Optional<Acceptance> claimed(IdempotencyKey key, Instant now) {
    synchronized (database) {
      return key(key.caller(), key.requestId(), now).map(known -> claimed(known, key));
    }
  }

  @Override
  public Optional<Job> named(Caller caller, String requestId, Instant now) {
    synchronized (database) {
      return key(caller, requestId, now).flatMap(known -> find(known.job()));
    }
  }

  private Optional<Remembered> key(Caller caller, String requestId, Instant now) {
    return Optional.ofNullable(database.keys.get(RequestName.of(caller, requestId)))
        .filter(key -> !over(key, now));
  }

  /** A name is taken until its time is over, and as long as its job goes on. */
  private boolean over(Remembered key, Instant now) {
    Row row = database.rows.get(key.job());
    boolean goesOn = row != null && !row.job.state().terminal();
    return !goesOn && !key.expireTime().isAfter(now);
  }

  private Acceptance claimed(Remembered known, IdempotencyKey key) {
    if (!known.fingerprint().equals(key.fingerprint())) {
      return new Acceptance.Conflict(known.job());
    }
    return find(known.job())
        .map(job -> (Acceptance) new Acceptance.Known(job))
        .orElseGet(() -> new Acceptance.Deleted(known.job()));
  }

  @Override
  public void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException {
    synchronized (database) {
      Row row = database.row(after.id()).orElse(null);
      if (row == null || row.epoch != epoch) {
        throw new StaleJobException(after.id());
      }
      if (row.job.equals(after)) {
        return;
      }
      if (row.job.revision() + 1 != after.revision()) {
        throw new StaleJobException(after.id());
      }
      if (row.cancelPending() && after.stop().isEmpty()) {
        throw new CancelPendingException(after.id());
      }
      if (!database.takeHandle(after)) {
        throw new HandleTakenException(after.id());
      }
      row.append(after, events);
    }
  }

  @Override
  public Optional<Job> find(JobId id) {
    synchronized (database) {
      return database.row(id).map(row -> row.job);
    }
  }

  @Override
  public List<JobEvent> events(JobId id, long after, int limit) {
    synchronized (database) {
      return database
          .row(id)
          .map(row -> row.events.stream().filter(event -> event.sequence() > after).limit(limit))
          .orElseGet(Stream::empty)
          .toList();
    }
  }

  @Override
  public List<Job> list(Query query) {
    synchronized (database) {
      NavigableMap<Position, JobId> older =
          query
              .before()
              .map(before -> database.order.headMap(before, false))
              .orElse(database.order);
      return older.descendingMap().values().stream()
          .flatMap(id -> find(id).stream())
          .filter(job -> matches(job, query))
          .limit(query.limit())
          .toList();
    }
  }

  private static boolean matches(Job job, Query query) {
    return job.caller().equals(query.caller())
        && (query.states().isEmpty() || query.states().contains(job.state()))
        && job.request().options().labels().entrySet().containsAll(query.labels().entrySet());
  }

  @Override
  public Optional<Job> hide(JobId id) {
    synchronized (database) {
      Optional<Row> row = Optional.ofNullable(database.rows.get(id));
      row.ifPresent(found -> found.hidden = true);
      return row.map(found -> found.job);
    }
  }

  @Override
  public List<Job> hidden(int limit) {
    return jobs(limit, () -> database.rows.values().stream().filter(row -> row.hidden));
  }

  @Override
  public void delete(JobId id) {
    synchronized (database) {
      Row row = database.rows.remove(id);
      if (row != null) {
        database.order.remove(Position.of(row.job));
      }
    }
  }

  @Override
  public List<Job> expired(Instant now, int limit) {
    synchronized (database) {
      database.keys.values().removeIf(key -> over(key, now));
      database.handles.values().removeIf(holder -> !holder.expireTime().isAfter(now));
    }
    return jobs(limit, () -> over().filter(row -> !row.job.expireTime().isAfter(now)));
  }

  @Override
  public List<Job> oldest(int limit) {
    return jobs(limit, this::over);
  }

  /** Jobs in sight that are over, those created first first. */
  private Stream<Row> over() {
    return database.order.values().stream()
        .flatMap(id -> database.row(id).stream())
        .filter(row -> row.job.state().terminal() && !row.job.unfinished());
  }

  private List<Job> jobs(int limit, Supplier<Stream<Row>> rows) {
    synchronized (database) {
      return rows.get().limit(limit).map(row -> row.job).toList();
    }
  }

  @Override
  public Optional<List<Job>> created(Position after, Instant until, int limit) {
    return Optional.of(
        jobs(limit, () -> later(after).takeWhile(row -> !row.job.createTime().isAfter(until))));
  }

  @Override
  public Optional<List<Job>> inDoubt(Position after, Instant before, Instant sentSince, int limit) {
    return Optional.of(
        jobs(
            limit,
            () ->
                later(after)
                    .takeWhile(row -> row.job.createTime().isBefore(before))
                    .filter(row -> row.job.attemptInDoubt().isPresent())
                    .filter(row ->
                        row.job.sentUntil().filter(sent -> sent.isBefore(sentSince)).isEmpty())));
  }

  /** Jobs after a place, in sight or not, those created first first. */
  private Stream<Row> later(Position place) {
    return database.order.tailMap(place, false).values().stream()
        .map(id -> Objects.requireNonNull(database.rows.get(id)));
  }

  @Override
  public Volume volume() {
    synchronized (database) {
      List<Job> seen =
          database.rows.values().stream().filter(row -> !row.hidden).map(row -> row.job).toList();
      return new Volume(
          seen.size(),
          seen.stream().filter(job -> job.state().terminal()).count(),
          seen.stream()
              .flatMap(job -> job.images().stream())
              .mapToLong((SlotResult.Filled image) -> image.blob().bytes())
              .sum());
    }
  }

  @Override
  public boolean shared() {
    return database.shared();
  }

  @Override
  public List<Claim> claim(int limit) {
    synchronized (database) {
      database.beat(driver);
      return database.order.values().stream()
          .flatMap(id -> database.row(id).stream())
          .filter(row -> row.job.unfinished() && !database.isAlive(row.driver))
          .limit(limit)
          .map(row -> row.claim(driver))
          .toList();
    }
  }

  @Override
  public Map<JobId, Long> driven() {
    synchronized (database) {
      return database.rows.values().stream()
          .filter(row -> driver.equals(row.driver) && row.job.unfinished() && !row.hidden)
          .collect(Collectors.toMap(row -> row.job.id(), row -> row.epoch));
    }
  }

  @Override
  public Optional<Claim> reopen(JobId id, int attempt) {
    synchronized (database) {
      return database
          .row(id)
          .filter(row -> row.job.attemptInDoubt().equals(OptionalInt.of(attempt)))
          .map(row -> row.claim(driver));
    }
  }

  @Override
  public void release(JobId id, long epoch) {
    synchronized (database) {
      database.row(id).filter(row -> row.epoch == epoch).ifPresent(row -> row.driver = null);
    }
  }

  @Override
  public void heartbeat() {
    synchronized (database) {
      database.beat(driver);
    }
  }

  @Override
  public void releaseAll() {
    synchronized (database) {
      database.end(driver);
    }
  }

  @Override
  public boolean requestCancel(JobId id) {
    synchronized (database) {
      Optional<Row> row = database.row(id).filter(found -> !found.job.state().terminal());
      row.ifPresent(found -> found.cancelRequested = true);
      return row.isPresent();
    }
  }

  @Override
  public List<JobId> cancelsPending() {
    synchronized (database) {
      return database.rows.values().stream()
          .filter(row -> driver.equals(row.driver) && row.cancelPending() && !row.hidden)
          .map(row -> row.job.id())
          .toList();
    }
  }

  @Override
  public Map<JobId, Long> sequences(Set<JobId> ids) {
    synchronized (database) {
      Map<JobId, Long> sequences = new HashMap<>();
      for (JobId id : ids) {
        find(id).ifPresent(job -> sequences.put(id, job.latestSequence()));
      }
      return Map.copyOf(sequences);
    }
  }
}
