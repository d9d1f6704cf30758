package dev.easel.server.store.sqlite;

import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.store.json.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The jobs' histories. */
final class EventTable {
  private static final int MOST_SKIPPABLE = 64;
  private static final String COLUMNS = "e.job_id, e.sequence, e.may_skip, e.body, e.checksum";

  private final Session session;
  private final EventJson json;

  EventTable(Session session, EventJson json) {
    this.session = session;
    this.json = json;
  }

  /**
   * Adds to a job's history, and forgets the oldest of what may be skipped.
   *
   * @param skippable how many events that may be skipped there were
   * @return how many there are now
   */
  int append(List<EventText> events, int skippable) throws SQLException {
    int now = skippable;
    for (EventText event : events) {
      insert(event);
      if (event.maySkip()) {
        now++;
      }
    }
    if (now <= MOST_SKIPPABLE) {
      return now;
    }
    prune(events.getFirst().job(), now - MOST_SKIPPABLE);
    return MOST_SKIPPABLE;
  }

  private void insert(EventText event) throws SQLException {
    session
        .sql(
            "INSERT INTO job_event (job_id, sequence, may_skip, body, checksum)"
                + " VALUES (?, ?, ?, ?, ?)")
        .with(event.job())
        .with(event.sequence())
        .with(event.maySkip())
        .with(event.body())
        .with(event.checksum())
        .update();
  }

  private void prune(String job, int excess) throws SQLException {
    session
        .sql(
            "DELETE FROM job_event WHERE job_id = ?1 AND sequence IN (SELECT sequence FROM"
                + " job_event WHERE job_id = ?1 AND may_skip = 1 ORDER BY sequence LIMIT ?2)")
        .with(job)
        .with(excess)
        .update();
  }

  List<JobEvent> after(JobId id, long sequence, int limit) throws SQLException {
    return session
        .sql(
            "SELECT "
                + COLUMNS
                + " FROM job_event e JOIN job j ON j.id = e.job_id"
                + " WHERE e.job_id = ? AND e.sequence > ? AND j.hidden = 0"
                + " ORDER BY e.sequence LIMIT ?")
        .with(id.value())
        .with(sequence)
        .with(limit)
        .all(row -> json.read(proven(row).body()));
  }

  /** Reads every row; each is as it was written, or the first that is not is named. */
  void prove() throws SQLException {
    session.sql("SELECT " + COLUMNS + " FROM job_event e").count(this::proven);
  }

  private EventText proven(ResultSet row) throws SQLException {
    EventText read =
        new EventText(row.getString(1), row.getLong(2), row.getBoolean(3), row.getString(4));
    if (read.checksum() != row.getLong(5)) {
      throw new DamagedStoreException(
          session.file(), "job_event", "event " + read.sequence() + " of job " + read.job());
    }
    return read;
  }
}
