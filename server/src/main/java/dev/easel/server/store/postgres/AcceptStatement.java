package dev.easel.server.store.postgres;

import dev.easel.server.domain.Job;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore.IdempotencyKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a job: its name, its row, its first event and, if need be, its driver's lease, in one
 * statement. Where two race for a name or a job, the second waits for the first and then does
 * nothing.
 */
final class AcceptStatement {
  private static final String NAME =
      """
      name AS (
        INSERT INTO request_key AS known (caller, request_id, fingerprint, job_id, expire_time)
        SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM job WHERE id = ?)
        ON CONFLICT (caller, request_id) DO UPDATE
          SET fingerprint = excluded.fingerprint,
              job_id = excluded.job_id,
              expire_time = excluded.expire_time
          WHERE known.expire_time <= ?
            AND %s
            AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = known.job_id AND NOT terminal)
        RETURNING 1),
      """
          .formatted(DatabaseTime.AGREES);

  private static final String JOB =
      """
      lease AS (%s),
      taken AS (
        INSERT INTO job (%s, %s, driver, epoch)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %d %%s
        ON CONFLICT (id) DO NOTHING
        RETURNING id),
      added AS (
        INSERT INTO job_event (job_id, sequence, may_skip, body)
        SELECT taken.id, event.* FROM taken, %s AS event)
      SELECT 1 FROM taken\
      """
          .formatted(
              LeaseStatement.IF_NONE,
              JobRow.FIXED,
              JobRow.CHANGING,
              JobClaims.FIRST_EPOCH,
              EventRows.ROWS);

  private static final String NAMELESS = "WITH " + JOB.formatted("");
  private static final String NAMED = "WITH " + NAME + JOB.formatted("FROM name");

  private final JobRow job;
  private final EventRows events;
  private final Optional<IdempotencyKey> key;

  AcceptStatement(JobRow job, EventRows events, Optional<IdempotencyKey> key) {
    this.job = job;
    this.events = events;
    this.key = key;
  }

  /**
   * Does it. A name whose time is over is taken only where this process's clock is right: a request
   * that is repeated must not be bought again because a clock is ahead.
   *
   * @param now as this process's clock has it
   * @return false if the job was there, or its name was taken
   */
  boolean execute(Session session, Driver driver, Instant now) throws SQLException {
    Sql sql = session.sql(key.isPresent() ? NAMED : NAMELESS);
    if (key.isPresent()) {
      bindName(sql, key.get(), job.job(), now);
    }
    LeaseStatement.bind(sql, driver);
    job.bindFixed(sql);
    job.bindChanging(sql);
    sql.with(driver.id());
    events.bind(sql);
    return sql.any();
  }

  private static void bindName(Sql sql, IdempotencyKey key, Job job, Instant now)
      throws SQLException {
    sql.with(key.caller().name())
        .with(key.requestId())
        .with(key.fingerprint())
        .with(job.id().value())
        .with(StoreTime.of(key.expireTime()))
        .with(job.id().value())
        .with(StoreTime.of(job.createTime()))
        .with(now.toEpochMilli());
  }
}
