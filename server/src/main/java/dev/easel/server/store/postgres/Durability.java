package dev.easel.server.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that there is a server whose database can hold every text, and warns of one that does not
 * keep what it acknowledges, which no session can mend.
 */
final class Durability {
  private static final Logger log = LoggerFactory.getLogger(Durability.class);

  private static final String UNSAFE =
      "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting ="
          + " 'off'";

  private static final String ENCODING =
      "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()";

  private static final String NEEDED = "UTF8";

  private final Connections connections;

  Durability(Connections connections) {
    this.connections = connections;
  }

  void check() throws UnusableDatabaseException {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      requireEncoding(statement);
      warnOfUnsafe(statement);
    } catch (SQLException e) {
      throw new UnusableDatabaseException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Another would take a job, and refuse what a seller says of it in a word that it cannot hold.
   */
  private static void requireEncoding(Statement statement)
      throws SQLException, UnusableDatabaseException {
    try (ResultSet encoding = statement.executeQuery(ENCODING)) {
      if (encoding.next() && !encoding.getString(1).equals(NEEDED)) {
        throw new UnusableDatabaseException(
            "its encoding is %s, which does not hold every text; name a database that was made with"
                    .formatted(encoding.getString(1))
                + " ENCODING 'UTF8'");
      }
    }
  }

  private static void warnOfUnsafe(Statement statement) throws SQLException {
    try (ResultSet unsafe = statement.executeQuery(UNSAFE)) {
      while (unsafe.next()) {
        log.warn(
            "the jobs' database runs with {} = off: when its machine fails, jobs are lost and what"
                + " they bought is bought again",
            unsafe.getString(1));
      }
    }
  }
}
