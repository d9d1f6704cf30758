package dev.easel.server.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that there is a server, and warns of one that does not keep what it acknowledges, which no
 * session can mend.
 */
final class Durability {
  private static final Logger log = LoggerFactory.getLogger(Durability.class);

  private static final String UNSAFE =
      "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting ="
          + " 'off'";

  private final Connections connections;

  Durability(Connections connections) {
    this.connections = connections;
  }

  void check() throws UnusableDatabaseException {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement();
        ResultSet unsafe = statement.executeQuery(UNSAFE)) {
      while (unsafe.next()) {
        log.warn(
            "the jobs' database runs with {} = off: when its machine fails, jobs are lost and what"
                + " they bought is bought again",
            unsafe.getString(1));
      }
    } catch (SQLException e) {
      throw new UnusableDatabaseException(String.valueOf(e.getMessage()), e);
    }
  }
}
