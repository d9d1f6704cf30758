package dev.easel.server.store.postgres;

import java.sql.SQLException;

/** One caller's work on the tables. */
@FunctionalInterface
interface Operation<T> {
  T on(Tables tables) throws SQLException;
}
