package dev.easel.server.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into a database, and changes what only time would. */
record Inspector(PostgresSettings settings) {
  /** As if every driver had been silent for as long as its lease. */
  void endLeases() throws Exception {
    execute("UPDATE driver SET lease_until = now() WHERE lease_until > now()");
  }

  void execute(String sql) throws Exception {
    try (Connection connection = Connections.to(settings).open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row. */
  String ask(String sql) throws Exception {
    try (Connection connection = Connections.to(settings).open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return first(result);
    }
  }

  /** The first column of every row. */
  List<String> askAll(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = Connections.to(settings).open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static String first(ResultSet result) throws SQLException {
    return result.next() ? String.valueOf(result.getString(1)) : "";
  }
}
