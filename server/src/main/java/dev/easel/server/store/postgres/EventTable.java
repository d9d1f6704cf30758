package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.store.json.EventJson;
import java.sql.SQLException;
import java.util.List;

/** The jobs' histories. */
final class EventTable {
  private static final int MOST_SKIPPABLE = 64;

  private final Session session;
  private final EventJson json;

  EventTable(Session session, EventJson json) {
    this.session = session;
    this.json = json;
  }

  List<JobEvent> after(JobId id, long sequence, int limit) throws SQLException {
    return session
        .sql(
            "SELECT e.body FROM job_event e JOIN job j ON j.id = e.job_id"
                + " WHERE e.job_id = ? AND e.sequence > ? AND NOT j.hidden"
                + " ORDER BY e.sequence LIMIT ?")
        .with(id.value())
        .with(sequence)
        .with(limit)
        .all(row -> json.read(row.getString(1)));
  }

  /** Forgets the oldest of what may be skipped. */
  int prune(JobId id) throws SQLException {
    return session
        .sql(
            "DELETE FROM job_event WHERE job_id = ? AND may_skip AND sequence <="
                + " (SELECT sequence FROM job_event WHERE job_id = ? AND may_skip"
                + " ORDER BY sequence DESC OFFSET ? LIMIT 1)")
        .with(id.value())
        .with(id.value())
        .with(MOST_SKIPPABLE)
        .update();
  }
}
