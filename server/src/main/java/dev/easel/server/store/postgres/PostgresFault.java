package dev.easel.server.store.postgres;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What an error of PostgreSQL or of the way to it means for the store. */
enum PostgresFault {
  /** There is no room on its disk; there may be again. */
  NO_SPACE,
  /**
   * It is not there, has no time, or is not the primary; it may be again. Whether the statement had
   * an effect is unknown.
   */
  AWAY,
  /** A statement is wrong, or the database is not as we made it. */
  DEFECT;

  private static final String DISK_FULL = "53100";
  private static final String READ_ONLY = "25006";
  private static final String SYNTAX = "42601";

  /** Canceled, as by a timeout; lock not available; both by what others do. */
  private static final Set<String> PASSING = Set.of("57014", "55P03");

  /**
   * Connections; who may connect; no such database, as while one is restored; transactions that
   * others made impossible; who may do what, and no such table, as while rights change or tables
   * are restored; resources; the operator; the server's system.
   */
  private static final Set<String> PASSING_CLASSES =
      Set.of("08", "28", "3D", "40", "42", "53", "57", "58");

  static PostgresFault of(SQLException thrown) {
    String state = state(thrown);
    if (state.equals(DISK_FULL)) {
      return NO_SPACE;
    }
    boolean away =
        thrown instanceof SQLTransientException
            || state.equals(READ_ONLY)
            || PASSING.contains(state)
            || isOfPassingClass(state);
    return away ? AWAY : DEFECT;
  }

  private static boolean isOfPassingClass(String state) {
    return !state.equals(SYNTAX)
        && PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
  }

  private static String state(SQLException thrown) {
    String state = thrown.getSQLState();
    return state == null ? "" : state;
  }

  /** What whoever asked for the work is told. */
  RuntimeException told(SQLException thrown) {
    return switch (this) {
      case NO_SPACE ->
          new StoreUnavailableException(
              Lack.SPACE, "the disk of the jobs' database is full", thrown);
      case AWAY ->
          new StoreUnavailableException(
              Lack.CONNECTION,
              "the jobs' database does not do its work: " + thrown.getMessage(),
              thrown);
      case DEFECT ->
          new IllegalStateException("the jobs' database refused: " + thrown.getMessage(), thrown);
    };
  }
}
