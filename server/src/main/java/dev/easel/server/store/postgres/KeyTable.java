package dev.easel.server.store.postgres;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.JobId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * The names of requests. A name is taken until its time is over, and as long as its job goes on.
 */
final class KeyTable {
  private static final String GOES_ON =
      "EXISTS (SELECT 1 FROM job WHERE job.id = request_key.job_id AND NOT terminal)";

  /** Few enough to be deleted within a statement's time. */
  private static final int MOST_AT_ONCE = 10_000;

  private final Session session;

  KeyTable(Session session) {
    this.session = session;
  }

  /**
   * A name that is still taken, as it stays while the clocks do not agree.
   *
   * @param time at which, in the store's way
   * @param now as this process's clock has it
   */
  Optional<KeyRow> find(Caller caller, String requestId, long time, Instant now)
      throws SQLException {
    return session
        .sql(
            "SELECT fingerprint, job_id FROM request_key"
                + " WHERE caller = ? AND request_id = ? AND (expire_time > ? OR NOT "
                + DatabaseTime.AGREES
                + " OR "
                + GOES_ON
                + ")")
        .with(caller.name())
        .with(requestId)
        .with(time)
        .with(now.toEpochMilli())
        .first(row -> new KeyRow(row.getString(1), new JobId(row.getString(2))));
  }

  int deleteExpired(long now) throws SQLException {
    return session
        .sql(
            "DELETE FROM request_key WHERE expire_time <= ? AND ctid = ANY (ARRAY("
                + "SELECT ctid FROM request_key WHERE expire_time <= ? AND NOT "
                + GOES_ON
                + " LIMIT ?))")
        .with(now)
        .with(now)
        .with(MOST_AT_ONCE)
        .update();
  }
}
