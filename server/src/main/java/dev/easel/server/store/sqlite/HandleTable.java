package dev.easel.server.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The names of works at their sellers, each of which belongs to one attempt. */
final class HandleTable {
  private static final String READ =
      "SELECT provider, work_name, job_id, attempt, expire_time, checksum FROM attempt_handle ";

  /** Few enough that nobody waits long for the transaction that deletes them. */
  private static final int MOST_AT_ONCE = 2_000;

  private final Session session;

  HandleTable(Session session) {
    this.session = session;
  }

  /** Takes a name; whether it is this attempt's now, or was before. */
  boolean take(HandleRow handle) throws SQLException {
    Optional<HandleRow> holder = find(handle.provider(), handle.workName());
    if (holder.isPresent()) {
      return holder.get().isOfTheSameAttempt(handle);
    }
    session
        .sql(
            "INSERT INTO attempt_handle"
                + " (provider, work_name, job_id, attempt, expire_time, checksum)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .with(handle.provider())
        .with(handle.workName())
        .with(handle.job())
        .with(handle.attempt())
        .with(handle.expireTime())
        .with(handle.checksum())
        .update();
    return true;
  }

  private Optional<HandleRow> find(String provider, String workName) throws SQLException {
    return session
        .sql(READ + "WHERE provider = ? AND work_name = ?")
        .with(provider)
        .with(workName)
        .first(this::proven);
  }

  boolean anyExpired(long now) throws SQLException {
    return session.sql("SELECT 1 FROM attempt_handle WHERE expire_time <= ?").with(now).any();
  }

  /** Of many only some. */
  int deleteExpired(long now) throws SQLException {
    return session
        .sql(
            "DELETE FROM attempt_handle WHERE (provider, work_name) IN (SELECT provider, work_name"
                + " FROM attempt_handle WHERE expire_time <= ? LIMIT ?)")
        .with(now)
        .with(MOST_AT_ONCE)
        .update();
  }

  /** Reads every row; each is as it was written, or the first that is not is named. */
  void prove() throws SQLException {
    session.sql(READ).count(this::proven);
  }

  private HandleRow proven(ResultSet row) throws SQLException {
    HandleRow read =
        new HandleRow(
            row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5));
    if (read.checksum() != row.getLong(6)) {
      throw new DamagedStoreException(
          session.file(), "attempt_handle", "a handle of job " + read.job());
    }
    return read;
  }
}
