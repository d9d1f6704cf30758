package dev.easel.server.store.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A statement with the values bound so far, in order. Ends with its execution. */
final class Sql {
  private final PreparedStatement statement;
  private int bound;

  Sql(PreparedStatement statement) {
    this.statement = statement;
  }

  Sql with(long value) throws SQLException {
    statement.setLong(++bound, value);
    return this;
  }

  Sql with(boolean value) throws SQLException {
    statement.setBoolean(++bound, value);
    return this;
  }

  Sql with(String value) throws SQLException {
    statement.setString(++bound, value);
    return this;
  }

  Sql with(OptionalInt value) throws SQLException {
    if (value.isPresent()) {
      statement.setInt(++bound, value.getAsInt());
    } else {
      statement.setNull(++bound, Types.INTEGER);
    }
    return this;
  }

  /** Binds an array of texts. */
  Sql withAll(List<String> values) throws SQLException {
    return array(values.toArray(String[]::new));
  }

  /** Binds an array of primitives. */
  Sql array(Object values) throws SQLException {
    statement.setObject(++bound, values);
    return this;
  }

  int update() throws SQLException {
    try (statement) {
      return statement.executeUpdate();
    }
  }

  <T> Optional<T> first(Row<T> row) throws SQLException {
    try (statement;
        ResultSet result = statement.executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  <T> List<T> all(Row<T> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (statement;
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row.read(result));
      }
    }
    return rows;
  }

  /** Whether there is any row. */
  boolean any() throws SQLException {
    return first(row -> true).isPresent();
  }

  /** Makes something of the row that a result stands at. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }
}
