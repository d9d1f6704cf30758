package dev.easel.server.store.postgres;

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

/** Jobs in a PostgreSQL database. */
public final class PostgresJobStore implements JobStore {
  private static final Logger log = LoggerFactory.getLogger(PostgresJobStore.class);

  private final PostgresDatabase database;
  private final JobJson jobJson = new JobJson();
  private final EventJson eventJson = new EventJson();

  PostgresJobStore(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key) {
    AcceptStatement statement =
        new AcceptStatement(JobRow.of(job, jobJson), EventRows.of(List.of(first), eventJson), key);
    Acceptance acceptance = database.perform(tables -> accept(tables, statement, job, key));
    if (acceptance instanceof Acceptance.Fresh) {
      database.changed();
    }
    return acceptance;
  }

  private Acceptance accept(
      Tables tables, AcceptStatement statement, Job job, Optional<IdempotencyKey> key)
      throws SQLException {
    while (true) {
      // The second: made before, by a call whose answer was lost.
      if (statement.execute(tables.jobs().session(), database.driver(), database.now())
          || tables.jobs().has(job.id())) {
        return new Acceptance.Fresh();
      }
      Optional<Acceptance> before =
          key.isPresent() ? claimed(tables, key.get(), job.createTime()) : Optional.empty();
      if (before.isPresent()) {
        return before.get();
      }
    }
  }

  @Override
  public Optional<Acceptance> claimed(IdempotencyKey key, Instant now) {
    return database.perform(tables -> claimed(tables, key, now));
  }

  private Optional<Acceptance> claimed(Tables tables, IdempotencyKey key, Instant now)
      throws SQLException {
    Optional<KeyRow> known =
        tables.keys().find(key.caller(), key.requestId(), StoreTime.of(now), database.now());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    JobId id = known.get().job();
    if (!known.get().asksForTheSame(key)) {
      return Optional.of(new Acceptance.Conflict(id));
    }
    Optional<Job> job = tables.jobs().find(id);
    return Optional.of(
        job.isPresent() ? new Acceptance.Known(job.get()) : new Acceptance.Deleted(id));
  }

  @Override
  public Optional<Job> named(Caller caller, String requestId, Instant now) {
    return database.perform(tables -> {
      Optional<KeyRow> known =
          tables.keys().find(caller, requestId, StoreTime.of(now), database.now());
      return known.isPresent() ? tables.jobs().find(known.get().job()) : Optional.empty();
    });
  }

  @Override
  public void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException {
    CommitStatement statement =
        new CommitStatement(epoch, JobRow.of(after, jobJson), EventRows.of(events, eventJson));
    switch (database.perform(statement::execute)) {
      case MADE -> database.changed();
      case STALE -> throw new StaleJobException(after.id());
      case CANCEL_PENDING -> throw new CancelPendingException(after.id());
      case HANDLE_TAKEN -> throw new HandleTakenException(after.id());
    }
  }

  @Override
  public Optional<Job> find(JobId id) {
    return database.perform(tables -> tables.jobs().find(id));
  }

  @Override
  public List<JobEvent> events(JobId id, long after, int limit) {
    return database.perform(tables -> tables.events().after(id, after, limit));
  }

  @Override
  public List<Job> list(Query query) {
    return database.perform(tables -> tables.jobs().select(new JobFilter(query)));
  }

  @Override
  public Optional<Job> hide(JobId id) {
    return database.perform(tables -> tables.jobs().hide(id));
  }

  @Override
  public List<Job> hidden(int limit) {
    return database.perform(tables -> tables.jobs().hidden(limit));
  }

  @Override
  public void delete(JobId id) {
    database.perform(tables -> tables.jobs().delete(id));
  }

  @Override
  public List<Job> expired(Instant now, int limit) {
    return database.perform(tables -> {
      tables.keys().deleteExpired(StoreTime.of(now));
      tables.handles().deleteExpired(StoreTime.of(now));
      tables.drivers().deleteForgotten();
      return tables.jobs().expired(StoreTime.of(now), limit);
    });
  }

  @Override
  public List<Job> oldest(int limit) {
    return database.perform(tables -> tables.jobs().oldest(limit));
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
      return Optional.of(database.perform(reading));
    } catch (UnreadableJobException e) {
      log.warn("nothing can be told of all jobs of a time: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<Instant> time() {
    return Optional.of(database.perform(tables -> DatabaseTime.of(tables.jobs().session())));
  }

  @Override
  public Volume volume() {
    return database.perform(tables -> tables.jobs().volume());
  }
}
