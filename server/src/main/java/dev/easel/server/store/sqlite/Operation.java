package dev.easel.server.store.sqlite;

import java.sql.SQLException;

/** One caller's work on the tables. It may be done again if the transaction it was in failed. */
@FunctionalInterface
interface Operation<T> {
  T on(Tables tables) throws SQLException;
}
