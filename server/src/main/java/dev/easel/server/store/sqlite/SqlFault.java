package dev.easel.server.store.sqlite;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite means for the store. */
enum SqlFault {
  /** There is no room on the disk; there may be again. */
  NO_SPACE,
  /** Another holds what is needed, or memory is short. */
  PASSING,
  /**
   * The disk or the file failed. What the operating system holds of the file cannot be trusted from
   * then on, so that only another process may go on with it.
   */
  BROKEN,
  /** A statement is wrong: ours. */
  DEFECT;

  private static final int PRIMARY = 0xff;

  static SqlFault of(SQLException thrown) {
    if (!(thrown instanceof SQLiteException sqlite)) {
      return DEFECT;
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return switch (code) {
      // The index beside the log, which is made anew at will, could not grow.
      case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> NO_SPACE;
      case SQLITE_IOERR_NOMEM -> PASSING;
      default -> ofPrimary(code.code & PRIMARY);
    };
  }

  private static SqlFault ofPrimary(int code) {
    if (code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_READONLY.code) {
      return BROKEN;
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code
        || code == SQLiteErrorCode.SQLITE_PROTOCOL.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_INTERRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOMEM.code) {
      return PASSING;
    }
    return DEFECT;
  }

  /** Whether something could not be written, of which a quota may be the cause. */
  static boolean isFailedWrite(SQLException thrown) {
    return thrown instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE;
  }

  /** What whoever asked for the work is told. */
  RuntimeException told(SQLException thrown) {
    return switch (this) {
      case NO_SPACE ->
          noSpace(thrown);
      case PASSING ->
          new StoreUnavailableException(
              Lack.CONNECTION, "the jobs' database is busy: " + thrown.getMessage(), thrown);
      case BROKEN ->
          new StoreUnavailableException(
              Lack.CONNECTION, "the jobs' database failed: " + thrown.getMessage(), thrown);
      case DEFECT ->
          new IllegalStateException("the jobs' database refused: " + thrown.getMessage(), thrown);
    };
  }

  /** What is told when there is no room. */
  static StoreUnavailableException noSpace(Exception thrown) {
    return new StoreUnavailableException(
        Lack.SPACE, "the disk of the data folder is full, or its quota is", thrown);
  }
}
