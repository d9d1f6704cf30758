package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.HandleTakenException;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.store.json.EventJson;
import dev.easel.server.store.json.JobJson;
import dev.easel.server.store.json.UnreadableJobException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in a SQLite database. */
public final class SqliteJobStore implements JobStore {
  private static final Logger log = LoggerFactory.getLogger(SqliteJobStore.class);

  private final SqliteDatabase database;
  private final JobJson jobJson = new JobJson();
  private final EventJson eventJson = new EventJson();

  SqliteJobStore(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    JobText text = JobText.of(job, jobJson);
    List<EventText> events = texts(job, List.of(first));
    return database.write(tables -> {
      if (tables.jobs().has(job.id())) {
        return new Acceptance.Fresh();
      }
      if (key.isPresent()) {
        Optional<Acceptance> before = claimed(tables, key.get(), job.createTime());
        if (before.isPresent()) {
          return before.get();
        }
        tables.keys().put(KeyRow.of(key.get(), job.id()));
      }
      tables.jobs().insert(text, JobControl.accepted(database.driver()));
      tables.events().append(events, 0);
      return new Acceptance.Fresh();
    });
  }

  private List<EventText> texts(Job job, List<JobEvent> events) {
    return events.stream().map(event -> EventText.of(job.id().value(), event, eventJson)).toList();
  }

  @Override
  public Optional<Acceptance> claimed(IdempotencyKey key, Instant now) {
    return database.read(tables -> claimed(tables, key, now));
  }

  private static Optional<Acceptance> claimed(Tables tables, IdempotencyKey key, Instant now)
      throws SQLException {
    Optional<KeyRow> known = tables.keys().find(key.caller(), key.requestId(), StoreTime.of(now));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    JobId id = known.get().jobId();
    if (!known.get().fingerprint().equals(key.fingerprint())) {
      return Optional.of(new Acceptance.Conflict(id));
    }
    Optional<Job> job = tables.jobs().find(id);
    return Optional.of(
        job.isPresent() ? new Acceptance.Known(job.get()) : new Acceptance.Deleted(id));
  }

  @Override
  public Optional<Job> named(Caller caller, String requestId, Instant now) {
    return database.read(tables -> {
      Optional<KeyRow> known = tables.keys().find(caller, requestId, StoreTime.of(now));
      return known.isPresent() ? tables.jobs().find(known.get().jobId()) : Optional.empty();
    });
  }

  @Override
  public void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException {
    JobText text = JobText.of(after, jobJson);
    List<EventText> added = texts(after, events);
    Optional<HandleRow> handle = HandleRow.of(after);
    switch (database.write(tables -> commit(tables, epoch, text, handle, added))) {
      case MADE -> {}
      case STALE -> throw new StaleJobException(after.id());
      case CANCEL_PENDING -> throw new CancelPendingException(after.id());
      case HANDLE_TAKEN -> throw new HandleTakenException(after.id());
    }
  }

  private static CommitOutcome commit(
      Tables tables, long epoch, JobText after, Optional<HandleRow> handle, List<EventText> events)
      throws SQLException {
    JobRow row = tables.jobs().row(new JobId(after.facts().id())).orElse(null);
    if (row == null || row.control().epoch() != epoch) {
      return CommitOutcome.STALE;
    }
    if (row.facts().revision() == after.facts().revision() && tables.jobs().is(after)) {
      return CommitOutcome.MADE;
    }
    if (row.facts().revision() + 1 != after.facts().revision()) {
      return CommitOutcome.STALE;
    }
    if (row.cancelPending() && !after.facts().stopping()) {
      return CommitOutcome.CANCEL_PENDING;
    }
    if (handle.isPresent() && !tables.handles().take(handle.get())) {
      return CommitOutcome.HANDLE_TAKEN;
    }
    int skippable = tables.events().append(events, row.control().skippableEvents());
    tables.jobs().replace(row, after, row.control().withSkippable(skippable));
    return CommitOutcome.MADE;
  }

  @Override
  public Optional<Job> find(JobId id) {
    return database.read(tables -> tables.jobs().find(id));
  }

  @Override
  public List<JobEvent> events(JobId id, long after, int limit) {
    return database.read(tables -> tables.events().after(id, after, limit));
  }

  @Override
  public List<Job> list(Query query) {
    return database.read(tables -> tables.jobs().select(new JobFilter(query)));
  }

  @Override
  public Optional<Job> hide(JobId id) {
    return database.write(tables -> {
      // Nothing becomes of a job that cannot be read.
      Optional<Job> job = tables.jobs().findReadable(id);
      Optional<JobRow> seen = job.isPresent() ? tables.jobs().row(id) : Optional.empty();
      if (seen.isPresent()) {
        tables.jobs().control(seen.get(), seen.get().control().outOfSight());
      }
      return job;
    });
  }

  @Override
  public List<Job> hidden(int limit) {
    return database.read(tables -> tables.jobs().hidden(limit));
  }

  @Override
  public void delete(JobId id) {
    database.write(tables -> tables.jobs().delete(id));
  }

  @Override
  public List<Job> expired(Instant now, int limit) {
    long time = StoreTime.of(now);
    while (database.read(tables -> tables.keys().anyExpired(time))) {
      database.write(tables -> tables.keys().deleteExpired(time));
    }
    while (database.read(tables -> tables.handles().anyExpired(time))) {
      database.write(tables -> tables.handles().deleteExpired(time));
    }
    return database.read(tables -> tables.jobs().expired(time, limit));
  }

  @Override
  public List<Job> oldest(int limit) {
    return database.read(tables -> tables.jobs().oldest(limit));
  }

  @Override
  public Optional<List<Job>> created(Position after, Instant until, int limit) {
    long last = StoreTime.of(until);
    return allOrNone(tables -> tables.jobs().created(after, last, limit));
  }

  @Override
  public Optional<List<Job>> inDoubt(Position after, Instant before, Instant sentSince, int limit) {
    long end = StoreTime.of(before);
    long since = StoreTime.of(sentSince);
    return allOrNone(tables -> tables.jobs().inDoubt(after, end, since, limit));
  }

  private Optional<List<Job>> allOrNone(Operation<List<Job>> reading) {
    try {
      return Optional.of(database.read(reading));
    } catch (DamagedStoreException | UnreadableJobException e) {
      log.warn("nothing can be told of all jobs of a time: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Volume volume() {
    return database.read(tables -> tables.jobs().volume());
  }
}
