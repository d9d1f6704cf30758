package dev.easel.server.store.sqlite;

import dev.easel.server.store.sqlite.Connections.Access;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Everything a database says of jobs, row by row. */
final class Rows {
  private static final List<String> TABLES =
      List.of(
          "SELECT * FROM job ORDER BY id",
          "SELECT * FROM job_event ORDER BY job_id, sequence",
          "SELECT * FROM request_key ORDER BY caller, request_id");

  private Rows() {}

  static List<String> of(Path folder) throws SQLException {
    Path file = new StoreFiles(folder).database();
    try (Session session = Session.open(new SqliteConnections(), file, Access.READ)) {
      List<String> rows = new ArrayList<>();
      for (String table : TABLES) {
        rows.addAll(session.sql(table).all(Rows::text));
      }
      return rows;
    }
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      text.append(row.getString(i)).append('|');
    }
    return text.toString();
  }
}
