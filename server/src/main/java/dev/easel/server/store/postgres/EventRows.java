package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobEvent;
import dev.easel.server.store.json.EventJson;
import java.sql.SQLException;
import java.util.List;

/** Events of one job made ready to be written, column by column. */
record EventRows(long[] sequences, boolean[] maySkip, String[] bodies) {
  /** The events as rows of a statement. */
  static final String ROWS = "unnest(?::bigint[], ?::boolean[], ?::text[])";

  static EventRows of(List<JobEvent> events, EventJson json) {
    EventRows rows =
        new EventRows(
            new long[events.size()], new boolean[events.size()], new String[events.size()]);
    for (int i = 0; i < events.size(); i++) {
      JobEvent event = events.get(i);
      rows.sequences[i] = event.sequence();
      rows.maySkip[i] = event.content().maySkip();
      rows.bodies[i] = json.write(event);
    }
    return rows;
  }

  /** Binds {@link #ROWS}. */
  Sql bind(Sql sql) throws SQLException {
    return sql.array(sequences).array(maySkip).array(bodies);
  }

  boolean anyMaySkip() {
    for (boolean may : maySkip) {
      if (may) {
        return true;
      }
    }
    return false;
  }
}
