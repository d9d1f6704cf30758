package dev.easel.server.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Brings what is committed from the log into the database, so that the log stays short. For one
 * thread.
 */
final class Checkpoints {
  /** Sixteen megabytes: a page that is written again and again is copied once for all of it. */
  private static final long EVERY = 4_000;

  /** A log of so many pages is cut, for which readers are waited for. */
  private static final long LONG_LOG = 16_384;

  /** As often as that everybody may wait for a reader that takes long. */
  private static final Duration CUT_EVERY = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final long longLog;
  private Optional<Long> tried = Optional.empty();

  /** With time that never jumps, in nanoseconds. */
  Checkpoints(LongSupplier nanos) {
    this(nanos, LONG_LOG);
  }

  Checkpoints(LongSupplier nanos, long longLog) {
    this.nanos = nanos;
    this.longLog = longLog;
  }

  /** To be called after commits, outside any transaction. */
  void committed(Session session) throws SQLException {
    if (look(session, "NOOP").waiting() >= EVERY) {
      run(session);
    }
  }

  /** Lets the log begin anew, if nothing but a flush is needed for that. */
  void makeRoom(Session session) throws SQLException {
    if (look(session, "NOOP").waiting() > 0) {
      run(session);
    }
  }

  private void run(Session session) throws SQLException {
    if (look(session, "PASSIVE").pages() > longLog && mayCut()) {
      look(session, "TRUNCATE");
    }
  }

  private boolean mayCut() {
    long now = nanos.getAsLong();
    boolean may = tried.filter(last -> now - last < CUT_EVERY.toNanos()).isEmpty();
    if (may) {
      tried = Optional.of(now);
    }
    return may;
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
