package dev.easel.server.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** The database's own clock, against which that of a process is held. */
final class DatabaseTime {
  private static final Duration FARTHEST_APART = Duration.ofMinutes(1);
  private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

  /**
   * A condition: whether a process's time, in milliseconds since 1970, is the database's too. Binds
   * it as one value.
   */
  static final String AGREES = "abs(" + NOW + " - ?) < " + FARTHEST_APART.toMillis();

  private DatabaseTime() {}

  static Instant of(Session session) throws SQLException {
    return session
        .sql("SELECT " + NOW)
        .first(row -> Instant.ofEpochMilli(row.getLong(1)))
        .orElseThrow();
  }
}
