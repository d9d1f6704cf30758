package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The names of requests. A name is taken until its time is over, and as long as its job goes on.
 */
final class KeyTable {
  private static final String OVER =
      "expire_time <= ? AND NOT EXISTS"
          + " (SELECT 1 FROM job WHERE job.id = request_key.job_id AND terminal = 0)";

  private static final String READ =
      "SELECT caller, request_id, fingerprint, job_id, expire_time, checksum FROM request_key ";

  /** Few enough that nobody waits long for the transaction that deletes them. */
  private static final int MOST_AT_ONCE = 2_000;

  private final Session session;

  KeyTable(Session session) {
    this.session = session;
  }

  /** Takes a name, whoever had it before. */
  void put(KeyRow key) throws SQLException {
    session
        .sql(
            "INSERT OR REPLACE INTO request_key"
                + " (caller, request_id, fingerprint, job_id, expire_time, checksum)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .with(key.caller())
        .with(key.requestId())
        .with(key.fingerprint())
        .with(key.job())
        .with(key.expireTime())
        .with(key.checksum())
        .update();
  }

  /** A name that is still taken. */
  Optional<KeyRow> find(Caller caller, String requestId, long now) throws SQLException {
    return session
        .sql(READ + "WHERE caller = ? AND request_id = ? AND NOT (" + OVER + ")")
        .with(caller.name())
        .with(requestId)
        .with(now)
        .first(this::proven);
  }

  boolean anyExpired(long now) throws SQLException {
    return session.sql("SELECT 1 FROM request_key WHERE " + OVER).with(now).any();
  }

  /** Of many only some. */
  int deleteExpired(long now) throws SQLException {
    return session
        .sql(
            "DELETE FROM request_key WHERE (caller, request_id) IN (SELECT caller, request_id FROM"
                + " request_key WHERE "
                + OVER
                + " LIMIT ?)")
        .with(now)
        .with(MOST_AT_ONCE)
        .update();
  }

  /** Reads every row; each is as it was written, or the first that is not is named. */
  void prove() throws SQLException {
    session.sql(READ).count(this::proven);
  }

  private KeyRow proven(ResultSet row) throws SQLException {
    KeyRow read =
        new KeyRow(
            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
    if (read.checksum() != row.getLong(6)) {
      throw new DamagedStoreException(
          session.file(), "request_key", "the request_id of job " + read.job());
    }
    return read;
  }
}
