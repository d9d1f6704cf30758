package dev.easel.server.store.sqlite;

import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Query;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** A caller's wish for some jobs as a condition with its values. */
record JobFilter(Query query) {
  String condition() {
    StringBuilder text = new StringBuilder("WHERE hidden = 0 AND caller = ?");
    if (!query.states().isEmpty()) {
      text.append(" AND state IN (")
          .append(String.join(", ", Collections.nCopies(query.states().size(), "?")))
          .append(')');
    }
    text.append(" AND instr(labels, ?) > 0".repeat(query.labels().size()));
    if (query.before().isPresent()) {
      text.append(" AND (create_time, id) < (?, ?)");
    }
    return text.append(" ORDER BY create_time DESC, id DESC").toString();
  }

  Sql bind(Sql sql) throws SQLException {
    sql.with(query.caller().name());
    for (JobState state : query.states()) {
      sql.with(state.name());
    }
    for (Map.Entry<String, String> label : query.labels().entrySet()) {
      sql.with(JobFacts.label(label.getKey(), label.getValue()));
    }
    Optional<Position> before = query.before();
    if (before.isPresent()) {
      sql.with(StoreTime.of(before.get().createTime())).with(before.get().id().value());
    }
    return sql;
  }
}
