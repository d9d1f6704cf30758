package dev.easel.server.store.postgres;

import dev.easel.spi.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what other processes changed, on one connection for all jobs. When it is lost, another
 * is opened, and what may have been told in between counts as told.
 */
final class Listener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** A connection that lies dead says nothing, as does one where nothing happens: it is asked. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Connections connections;
  private final Notifier own;
  private final Sleeper sleeper;
  private @Nullable Thread thread;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  /**
   * Not begun yet.
   *
   * @param own whose notes are of no interest here
   */
  Listener(Connections connections, Notifier own, Sleeper sleeper) {
    this.connections = connections;
    this.own = own;
    this.sleeper = sleeper;
  }

  /** Begins, and says when something may have changed. */
  synchronized void start(Runnable hint) {
    thread = Thread.ofPlatform().name("easel-store-listener").daemon().start(() -> work(hint));
  }

  private void work(Runnable hint) {
    while (!closed) {
      try (Connection open = connections.open()) {
        connection = open;
        listen(open, hint);
      } catch (SQLException e) {
        if (!closed) {
          log.debug("changes elsewhere are only looked for, not heard of: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private void listen(Connection open, Runnable hint) throws SQLException {
    try (Statement statement = open.createStatement()) {
      // By which operators know it among the others.
      statement.execute("SET application_name = 'easel listener'");
      // Every statement is a transaction of its own: within one, nothing would be heard.
      statement.execute("LISTEN " + Notifier.CHANNEL);
      hint.run();
      PGConnection server = open.unwrap(PGConnection.class);
      while (!closed) {
        // Never zero, which would wait for ever, dead or not.
        PGNotification[] heard = server.getNotifications(Math.toIntExact(SILENCE.toMillis()));
        if (heard == null || heard.length == 0) {
          statement.execute("SELECT 1");
        } else if (anyFromOthers(heard)) {
          hint.run();
        }
      }
    }
  }

  private boolean anyFromOthers(PGNotification[] heard) {
    for (PGNotification note : heard) {
      if (!own.isFrom(note.getPID())) {
        return true;
      }
    }
    return false;
  }

  private void pause() {
    try {
      sleeper.sleep(RETRY);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("the listener's connection could not be closed: {}", e.getMessage());
      }
    }
    Thread working = thread;
    if (working != null) {
      working.interrupt();
    }
  }
}
