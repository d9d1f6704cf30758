package dev.easel.server.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The connections that work is done on. Safe for threads. */
final class ConnectionPool implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOCK_WAIT = Duration.ofSeconds(4);

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
        WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')"""
          .formatted(
              Connections.LONGEST_STATEMENT.toMillis(), LONGEST_LOCK_WAIT.toMillis());

  private final HikariDataSource pool;

  ConnectionPool(Connections connections, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("easel-store");
    config.setDataSource(connections.source());
    config.setMaximumPoolSize(size);
    config.setConnectionInitSql(SESSION);
    config.setConnectionTimeout(LONGEST_WAIT.toMillis());
    config.setValidationTimeout(LONGEST_VALIDATION.toMillis());
    config.setExceptionOverride(new DemotedServer());
    // That the database is there was seen before; from now on it may come and go.
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  Connection take() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }

  /** A server that was the primary keeps its connections when it is none any more. */
  private static final class DemotedServer implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException thrown) {
      return PostgresFault.isReadOnly(thrown) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
  }
}
