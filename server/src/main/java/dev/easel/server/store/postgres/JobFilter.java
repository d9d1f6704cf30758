package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Query;
import java.sql.SQLException;
import java.util.Optional;

/** A caller's wish for some jobs as a condition with its values. */
record JobFilter(Query query) {
  String condition() {
    return "WHERE NOT hidden AND caller = ?"
        + (query.states().isEmpty() ? "" : " AND state = ANY (?)")
        + (query.labels().isEmpty() ? "" : " AND labels @> ?::text[]")
        + (query.before().isEmpty() ? "" : " AND (create_time, id) < (?, ?)")
        + " ORDER BY create_time DESC, id DESC LIMIT ?";
  }

  Sql bind(Sql sql, int limit) throws SQLException {
    sql.with(query.caller().name());
    if (!query.states().isEmpty()) {
      sql.withAll(query.states().stream().map(JobState::name).toList());
    }
    if (!query.labels().isEmpty()) {
      sql.withAll(Labels.of(query.labels()));
    }
    Optional<Position> before = query.before();
    if (before.isPresent()) {
      sql.with(StoreTime.of(before.get().createTime())).with(before.get().id().value());
    }
    return sql.with(limit);
  }
}
