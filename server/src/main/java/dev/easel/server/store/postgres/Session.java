package dev.easel.server.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection on which every statement is a transaction of its own. For one thread. */
record Session(Connection connection) {
  Sql sql(String text) throws SQLException {
    return new Sql(connection.prepareStatement(text));
  }
}
