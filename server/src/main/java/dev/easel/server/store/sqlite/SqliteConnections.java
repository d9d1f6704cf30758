package dev.easel.server.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** Connections of sqlite-jdbc, set up so that what is committed is on the disk. */
final class SqliteConnections implements Connections {
  private static final int BUSY_MILLIS = 5_000;

  private static final List<String> WRITING =
      List.of(
          // The log is flushed at each commit.
          "synchronous = FULL",
          // On a Mac a plain flush stops at the disk's own cache.
          "fullfsync = ON",
          "checkpoint_fullfsync = ON",
          // Done by the writer itself: SQLite would swallow its errors.
          "wal_autocheckpoint = 0",
          "journal_size_limit = 67108864",
          "foreign_keys = ON",
          "temp_store = MEMORY",
          // 8 MiB: what a thousand jobs under way are written to, so that it is not read each time.
          "cache_size = -8192");

  @Override
  public Connection open(Path file, Access access) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(access == Access.READ);
    // Not needed, and a query more for every row that is added.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cell_size_check = ON");
      if (access == Access.WRITE) {
        for (String pragma : WRITING) {
          statement.execute("PRAGMA " + pragma);
        }
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
