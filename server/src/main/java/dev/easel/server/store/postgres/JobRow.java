package dev.easel.server.store.postgres;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.store.json.JobJson;
import java.sql.SQLException;

/**
 * A job made ready to be written.
 *
 * @param body the whole job
 */
record JobRow(Job job, String body) {
  /** What never changes. */
  static final String FIXED = "id, caller, create_time, expire_time, labels";

  /** What changes with the job. */
  static final String CHANGING =
      "state, terminal, unfinished, in_doubt, sent_until, stopping, revision, latest_sequence,"
          + " image_bytes, body";

  static JobRow of(Job job, JobJson json) {
    return new JobRow(job, json.write(job));
  }

  /** Binds {@link #FIXED}. */
  Sql bindFixed(Sql sql) throws SQLException {
    return sql.with(job.id().value())
        .with(job.caller().name())
        .with(StoreTime.of(job.createTime()))
        .with(StoreTime.of(job.expireTime()))
        .withAll(Labels.of(job.request().options().labels()));
  }

  /** Binds {@link #CHANGING}. */
  Sql bindChanging(Sql sql) throws SQLException {
    return sql.with(job.state().name())
        .with(job.state().terminal())
        .with(job.unfinished())
        .with(job.attemptInDoubt())
        .with(job.sentUntil().map(StoreTime::of).orElse(StoreTime.NEVER))
        .with(stopping())
        .with(job.revision())
        .with(job.latestSequence())
        .with(
            job.images().stream()
                .mapToLong((SlotResult.Filled image) -> image.blob().bytes())
                .sum())
        .with(body);
  }

  /** Whether the job knows that it is to stop. */
  boolean stopping() {
    return job.stop().isPresent();
  }
}
