package dev.easel.server.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement with the values bound so far, in order. */
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
    return with(value ? 1 : 0);
  }

  Sql with(@Nullable String value) throws SQLException {
    statement.setString(++bound, value);
    return this;
  }

  /** One after the other; an empty one is null. */
  Sql with(List<Optional<Object>> values) throws SQLException {
    for (Optional<Object> value : values) {
      statement.setObject(++bound, value.orElse(null));
    }
    return this;
  }

  int update() throws SQLException {
    return statement.executeUpdate();
  }

  <T> Optional<T> first(Row<T> row) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  <T> List<T> all(Row<T> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row.read(result));
      }
    }
    return rows;
  }

  /** Of the rows that make something the first ones, so many at most; no more rows are read. */
  <T> List<T> some(int most, Row<Optional<T>> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (rows.size() < most && result.next()) {
        row.read(result).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /** Reads one row after another, keeping none; how many there were. */
  long count(Row<?> row) throws SQLException {
    long count = 0;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        row.read(result);
        count++;
      }
    }
    return count;
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
