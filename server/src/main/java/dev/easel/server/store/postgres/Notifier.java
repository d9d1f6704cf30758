package dev.easel.server.store.postgres;

import dev.easel.server.job.Clockwork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other processes that something has changed, at most fifty times a second, on a connection
 * of its own: within the jobs' transactions, every commit of the whole database would wait for
 * every other. Nothing that it does is worth waiting for the disk. Safe for threads.
 */
final class Notifier implements AutoCloseable {
  static final String CHANNEL = "easel_jobs";

  private static final Logger log = LoggerFactory.getLogger(Notifier.class);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int NONE = 0;

  private final Connections connections;
  private final Clockwork.Timer timer;
  private final AtomicBoolean due = new AtomicBoolean();
  private @Nullable Connection connection;
  private volatile int process = NONE;
  private boolean closed;

  Notifier(Connections connections, Clockwork.Timer timer) {
    this.connections = connections;
    this.timer = timer;
  }

  /** Something has changed. Returns at once. */
  void changed() {
    if (!due.getAndSet(true)) {
      timer.after(PAUSE, () -> Thread.ofVirtual().name("easel-store-notifier").start(this::send));
    }
  }

  /** Whether it was this notifier that told. */
  boolean isFrom(int serverProcess) {
    return serverProcess == process;
  }

  private synchronized void send() {
    due.set(false);
    if (closed) {
      return;
    }
    try (Statement statement = connection().createStatement()) {
      statement.execute("NOTIFY " + CHANNEL);
    } catch (SQLException e) {
      // The others look once a second anyway.
      log.debug("other processes are not told of changes: {}", e.getMessage());
      disconnect();
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connections.open();
      connection = open;
      try (Statement statement = open.createStatement()) {
        statement.execute("SET synchronous_commit = off");
      }
      process = open.unwrap(PGConnection.class).getBackendPID();
    }
    return open;
  }

  private void disconnect() {
    Connection broken = connection;
    connection = null;
    process = NONE;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException e) {
        log.debug("a broken connection could not be closed: {}", e.getMessage());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }
}
