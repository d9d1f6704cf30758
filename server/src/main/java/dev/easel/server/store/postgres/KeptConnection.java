package dev.easel.server.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is opened when it is needed, and again after any fault: at the first work that
 * comes, so that a database which is back is noticed at once. For one thread at a time.
 */
final class KeptConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeptConnection.class);
  private static final Duration LONGEST_LOCK_WAIT = Duration.ofSeconds(4);
  private static final Duration TRUSTED = Duration.ofSeconds(2);
  private static final Duration LONGEST_PROOF = Duration.ofSeconds(2);

  /** So that servers in the middle spread their connections anew. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  /**
   * What a session keeps to, whatever the server's or the user's defaults are. A commit counts when
   * it is on the disk, and on that of the synchronous standby if there is one: a stronger default
   * stays. Epochs and revisions are compared against rows as they are, not as they were when a
   * transaction began.
   */
  private static final String SESSION =
      """
      SET default_transaction_isolation = 'read committed';
      SET statement_timeout = %d;
      SET lock_timeout = %d;
      SET jit = off;
      SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')\
      """
          .formatted(Connections.LONGEST_STATEMENT.toMillis(), LONGEST_LOCK_WAIT.toMillis());

  private final Connections connections;
  private final UnreadableJobs unreadable;
  private final LongSupplier nanos;
  private @Nullable Connection connection;
  private long opened;
  private long used;

  /** Opens nothing yet. */
  KeptConnection(Connections connections, UnreadableJobs unreadable, LongSupplier nanos) {
    this.connections = connections;
    this.unreadable = unreadable;
    this.nanos = nanos;
  }

  /** Performs an operation on the tables. */
  <T> T perform(Operation<T> operation) {
    try {
      T result = operation.on(Tables.of(new Session(usable()), unreadable));
      used = nanos.getAsLong();
      return result;
    } catch (SQLException e) {
      if (!PostgresFault.isOfTheStatement(e)) {
        close();
      }
      throw PostgresFault.of(e).told(e);
    }
  }

  private Connection usable() throws SQLException {
    Connection open = connection;
    if (open != null && isGood(open)) {
      return open;
    }
    close();
    return open();
  }

  private boolean isGood(Connection open) throws SQLException {
    long now = nanos.getAsLong();
    if (now - opened > LONGEST_LIFE.toNanos()) {
      return false;
    }
    return now - used < TRUSTED.toNanos()
        || open.isValid(Math.toIntExact(LONGEST_PROOF.toSeconds()));
  }

  private Connection open() throws SQLException {
    Connection fresh = connections.open();
    connection = fresh;
    opened = nanos.getAsLong();
    try (Statement statement = fresh.createStatement()) {
      statement.execute(SESSION);
    }
    return fresh;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        log.debug("a connection could not be closed: {}", e.getMessage());
      }
    }
  }
}
