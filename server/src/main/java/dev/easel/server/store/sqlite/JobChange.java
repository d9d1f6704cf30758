package dev.easel.server.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes different in a job's row. The rest is not named in the statement: SQLite writes
 * every index anew on whose columns something is set, though it be what stood there before.
 *
 * @param columns those that change
 * @param values what will stand in them
 */
record JobChange(List<String> columns, List<Optional<Object>> values) {
  JobChange {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
  }

  /** From one state of a row without its body to another. */
  static JobChange of(JobRow before, JobRow after) {
    List<String> columns = new ArrayList<>();
    List<Optional<Object>> values = new ArrayList<>();
    List<Optional<Object>> old = before.values();
    List<Optional<Object>> fresh = after.values();
    for (int index = 0; index < fresh.size(); index++) {
      if (!fresh.get(index).equals(old.get(index))) {
        columns.add(JobRow.NAMES.get(index));
        values.add(fresh.get(index));
      }
    }
    return new JobChange(columns, values);
  }

  /** The same with another body. */
  JobChange with(String body) {
    return new JobChange(and(columns, "body"), and(values, Optional.of(body)));
  }

  private static <T> List<T> and(List<T> all, T another) {
    List<T> more = new ArrayList<>(all);
    more.add(another);
    return more;
  }

  /** Makes the change, if it is one. */
  void apply(Session session, String id) throws SQLException {
    if (!columns.isEmpty()) {
      session
          .sql("UPDATE job SET " + String.join(" = ?, ", columns) + " = ? WHERE id = ?")
          .with(values)
          .with(id)
          .update();
    }
  }
}
