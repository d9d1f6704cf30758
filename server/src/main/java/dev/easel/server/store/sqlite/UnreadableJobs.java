package dev.easel.server.store.sqlite;

import dev.easel.server.store.json.UnreadableJobException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that are damaged, or that a newer Easel wrote. They are left as they are and keep nothing
 * from the others; each is named in the log, once. Safe for threads.
 */
final class UnreadableJobs {
  private static final Logger log = LoggerFactory.getLogger(UnreadableJobs.class);

  private final Set<String> named = ConcurrentHashMap.newKeySet();

  /** What a row that begins with a job's id makes; nothing if it cannot be read. */
  <T> Optional<T> passOver(ResultSet row, Sql.Row<T> reading) throws SQLException {
    try {
      return Optional.of(reading.read(row));
    } catch (DamagedStoreException | UnreadableJobException e) {
      String id = row.getString(1);
      if (named.add(id)) {
        log.error("job {} is left as it is, and nobody drives it: {}", id, e.getMessage());
      }
      return Optional.empty();
    }
  }
}
