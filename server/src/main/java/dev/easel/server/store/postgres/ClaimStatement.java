package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import java.sql.SQLException;
import java.util.List;

/**
 * Gives jobs of drivers without a lease to another, in one statement. Jobs that others are claiming
 * at the same time are passed over; one that another has claimed since is not claimed again.
 */
final class ClaimStatement {
  private static final String WAITING =
      """
      FROM driver d JOIN job j ON j.driver = d.id
      WHERE d.lease_until <= now() AND d.id <> ? AND j.unfinished AND NOT j.hidden
        AND j.id <> ALL (?)\
      """;

  private static final String ANY = "SELECT 1 " + WAITING + " LIMIT 1";

  private static final String CLAIM =
      """
      WITH lease AS (%s),
      waiting AS (
        SELECT j.id %s
        ORDER BY j.create_time, j.id LIMIT ?
        FOR NO KEY UPDATE OF j SKIP LOCKED)
      UPDATE job SET driver = ?, epoch = epoch + 1 FROM waiting WHERE job.id = waiting.id
      RETURNING job.id, job.epoch, job.body\
      """
          .formatted(LeaseStatement.IF_NONE, WAITING);

  private ClaimStatement() {}

  /** A job that was claimed, not read yet. */
  record Claimed(JobId id, long epoch, String body) {}

  /**
   * Claims.
   *
   * @param except jobs to leave where they are
   */
  static List<Claimed> execute(Session session, Driver driver, List<String> except, int limit)
      throws SQLException {
    // Asked every second: where there is nothing, nothing is to be written.
    if (!session.sql(ANY).with(driver.id()).withAll(except).any()) {
      return List.of();
    }
    Sql sql = session.sql(CLAIM);
    LeaseStatement.bind(sql, driver);
    return sql.with(driver.id())
        .withAll(except)
        .with(limit)
        .with(driver.id())
        .all(row -> new Claimed(new JobId(row.getString(1)), row.getLong(2), row.getString(3)));
  }
}
