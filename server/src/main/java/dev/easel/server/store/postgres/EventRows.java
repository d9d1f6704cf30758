package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobEvent;
import dev.easel.server.store.json.EventJson;
import java.sql.SQLException;
import java.util.List;

/** Events of one job made ready to be written. */
record EventRows(List<Row> rows) {
  /** The events as rows of a statement, from one array a column. */
  static final String ROWS = "unnest(?::bigint[], ?::boolean[], ?::text[])";

  static EventRows of(List<JobEvent> events, EventJson json) {
    return new EventRows(
        events.stream()
            .map(event -> new Row(event.sequence(), event.content().maySkip(), json.write(event)))
            .toList());
  }

  /** Binds {@link #ROWS}. */
  Sql bind(Sql sql) throws SQLException {
    boolean[] maySkip = new boolean[rows.size()];
    for (int i = 0; i < maySkip.length; i++) {
      maySkip[i] = rows.get(i).maySkip;
    }
    return sql.array(rows.stream().mapToLong(Row::sequence).toArray())
        .array(maySkip)
        .withAll(rows.stream().map(Row::body).toList());
  }

  boolean anyMaySkip() {
    return rows.stream().anyMatch(Row::maySkip);
  }

  /** One event. */
  record Row(long sequence, boolean maySkip, String body) {}
}
