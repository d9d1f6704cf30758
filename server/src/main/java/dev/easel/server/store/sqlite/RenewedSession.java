package dev.easel.server.store.sqlite;

import dev.easel.server.store.sqlite.Connections.Access;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that is dropped when something went wrong in it, and opened anew when it is needed. */
final class RenewedSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RenewedSession.class);

  private final Connections connections;
  private final Path file;
  private final Access access;
  private final UnreadableJobs unreadable;
  private @Nullable Tables open;

  RenewedSession(Connections connections, Path file, Access access) {
    this(connections, file, access, new UnreadableJobs());
  }

  private RenewedSession(
      Connections connections, Path file, Access access, UnreadableJobs unreadable) {
    this.connections = connections;
    this.file = file;
    this.access = access;
    this.unreadable = unreadable;
  }

  /** Another one over the same file, which cannot write. */
  RenewedSession reading() {
    return new RenewedSession(connections, file, Access.READ, unreadable);
  }

  Tables tables() throws SQLException {
    Tables tables = open;
    if (tables == null) {
      tables = Tables.of(Session.open(connections, file, access), unreadable);
      open = tables;
    }
    return tables;
  }

  /** Ends the transaction under way, if there is one. */
  void rollback() {
    if (open != null) {
      try {
        open.session().rollback();
      } catch (SQLException e) {
        // SQLite has ended it by itself, or cannot: only a new connection is sure to be without.
        close();
      }
    }
  }

  /**
   * Lets go of a session on a disk that may have failed: to close it would write again. The process
   * is about to end.
   */
  void abandon() {
    open = null;
  }

  @Override
  public void close() {
    if (open != null) {
      try {
        open.session().close();
      } catch (SQLException e) {
        log.warn("a connection to {} did not close", file, e);
      } finally {
        open = null;
      }
    }
  }
}
