package dev.easel.server.store.sqlite;

import java.sql.SQLException;

/** Brings what is committed from the log into the database, so that the log stays short. */
final class Checkpoints {
  private static final int EVERY = 512;

  /** A log of so many pages is cut, for which readers are waited for. */
  private static final int LONG_LOG = 16_384;

  private int since;

  /**
   * To be called after commits, outside any transaction.
   *
   * @throws SQLException if nothing came of it; of a full disk or a busy file the next one takes
   *     care
   */
  void committed(Tables tables, int tasks) throws SQLException {
    since += tasks;
    if (since >= EVERY) {
      since = 0;
      Session session = tables.session();
      long pages =
          session.sql("PRAGMA wal_checkpoint(PASSIVE)").first(row -> row.getLong(2)).orElse(0L);
      if (pages > LONG_LOG) {
        session.ask("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    }
  }
}
