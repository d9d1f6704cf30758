package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Changes a job and adds to its history, in one statement, if nobody else has changed it since. */
final class CommitStatement {
  private static final String CHANGE =
      """
      WITH changed AS (
        UPDATE job SET (%s) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        WHERE id = ? AND epoch = ? AND revision = ? AND NOT hidden
          AND (? OR NOT (cancel_requested AND NOT stopping AND NOT terminal))
        RETURNING id),
      taken AS (%s),
      added AS (
        INSERT INTO job_event (job_id, sequence, may_skip, body)
        SELECT changed.id, event.* FROM changed, %s AS event)
      SELECT 1 FROM changed\
      """
          .formatted(JobRow.CHANGING, HandleTable.TAKE, EventRows.ROWS);

  private static final String LOOK =
      "SELECT epoch, revision, body = ?, cancel_requested AND NOT stopping AND NOT terminal"
          + " FROM job WHERE id = ? AND NOT hidden";

  private final long epoch;
  private final JobRow after;
  private final EventRows events;

  CommitStatement(long epoch, JobRow after, EventRows events) {
    this.epoch = epoch;
    this.after = after;
    this.events = events;
  }

  CommitOutcome execute(Tables tables) throws SQLException {
    try {
      CommitOutcome outcome = outcome(tables.jobs().session());
      // Also when it was made before: that may be why it is made again.
      if (outcome == CommitOutcome.MADE && events.anyMaySkip()) {
        tables.events().prune(id());
      }
      return outcome;
    } catch (SQLException e) {
      if (HandleTable.isTaken(e)) {
        return CommitOutcome.HANDLE_TAKEN;
      }
      throw e;
    }
  }

  private CommitOutcome outcome(Session session) throws SQLException {
    while (true) {
      if (change(session)) {
        return CommitOutcome.MADE;
      }
      Optional<CommitOutcome> before = whyNot(session);
      if (before.isPresent()) {
        return before.get();
      }
    }
  }

  private JobId id() {
    return after.job().id();
  }

  private boolean change(Session session) throws SQLException {
    Sql sql = session.sql(CHANGE);
    after
        .bindChanging(sql)
        .with(id().value())
        .with(epoch)
        .with(after.job().revision() - 1)
        .with(after.stopping());
    HandleTable.bind(sql, after.job());
    return events.bind(sql).any();
  }

  /** Empty if nothing stands against it any more. */
  private Optional<CommitOutcome> whyNot(Session session) throws SQLException {
    return session
        .sql(LOOK)
        .with(after.body())
        .with(id().value())
        .first(this::judge)
        .orElse(Optional.of(CommitOutcome.STALE));
  }

  private Optional<CommitOutcome> judge(ResultSet row) throws SQLException {
    if (row.getLong(1) != epoch) {
      return Optional.of(CommitOutcome.STALE);
    }
    long revision = row.getLong(2);
    if (revision == after.job().revision() && row.getBoolean(3)) {
      return Optional.of(CommitOutcome.MADE);
    }
    if (revision + 1 != after.job().revision()) {
      return Optional.of(CommitOutcome.STALE);
    }
    return row.getBoolean(4) && !after.stopping()
        ? Optional.of(CommitOutcome.CANCEL_PENDING)
        : Optional.empty();
  }
}
