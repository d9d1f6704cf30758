package dev.easel.server.store.sqlite;

import java.sql.SQLException;

/** Brings what is committed from the log into the database, so that the log stays short. */
final class Checkpoints {
  /** Four megabytes. */
  private static final long EVERY = 1_000;

  /** A log of so many pages is cut, for which readers are waited for. */
  private static final long LONG_LOG = 16_384;

  private Checkpoints() {}

  /** To be called after commits, outside any transaction. */
  static void committed(Session session) throws SQLException {
    if (look(session, "NOOP").waiting() >= EVERY) {
      run(session);
    }
  }

  /** Lets the log begin anew, if nothing but a flush is needed for that. */
  static void makeRoom(Session session) throws SQLException {
    if (look(session, "NOOP").waiting() > 0) {
      run(session);
    }
  }

  private static void run(Session session) throws SQLException {
    if (look(session, "PASSIVE").pages() > LONG_LOG) {
      look(session, "TRUNCATE");
    }
  }

  private static Log look(Session session, String mode) throws SQLException {
    return session
        .sql("PRAGMA wal_checkpoint(" + mode + ")")
        .first(row -> new Log(row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }

  /**
   * How long the log is.
   *
   * @param pages all of them
   * @param copied those of them that are in the database too
   */
  private record Log(long pages, long copied) {
    long waiting() {
      return pages - copied;
    }
  }
}
