package dev.easel.server.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to a database come from. */
@FunctionalInterface
interface Connections {
  Connection open(Path file, Access access) throws SQLException;

  /** What a connection is for. */
  enum Access {
    /** It changes nothing, not even a log that another process left. */
    READ,
    /** It makes the file if there is none. */
    WRITE
  }
}
