package dev.easel.server.store.postgres;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The names of works at their sellers, each of which belongs to one attempt. */
final class HandleTable {
  /**
   * Takes the name that the latest attempt of a job {@code changed} has at its seller, if it has
   * one and has not taken it before. Where another attempt has it, the whole statement fails.
   */
  static final String TAKE =
      """
      INSERT INTO attempt_handle (provider, work_name, job_id, attempt, expire_time)
      SELECT latest.provider, latest.work_name, changed.id, latest.attempt, latest.expire_time
      FROM changed, (VALUES (?, ?, ?::integer, ?::bigint))
        AS latest (provider, work_name, attempt, expire_time)
      WHERE latest.work_name <> '' AND NOT EXISTS (
        SELECT 1 FROM attempt_handle AS known
        WHERE known.provider = latest.provider AND known.work_name = latest.work_name
          AND known.job_id = changed.id AND known.attempt = latest.attempt)\
      """;

  /** Few enough to be deleted within a statement's time. */
  private static final int MOST_AT_ONCE = 10_000;

  private final Session session;

  HandleTable(Session session) {
    this.session = session;
  }

  /** Binds {@link #TAKE}. */
  static Sql bind(Sql sql, Job job) throws SQLException {
    Optional<Attempt> latest =
        job.attempts().isEmpty() ? Optional.empty() : Optional.of(job.attempts().getLast());
    return sql.with(latest.map(Attempt::provider).orElse(""))
        .with(latest.flatMap(Attempt::workName).orElse(""))
        .with(latest.map(Attempt::number).orElse(0))
        .with(StoreTime.of(job.expireTime()));
  }

  /** Whether a statement failed because another attempt has the name. */
  static boolean isTaken(SQLException thrown) {
    return thrown instanceof PSQLException postgres
        && Optional.ofNullable(postgres.getServerErrorMessage())
            .map(ServerErrorMessage::getConstraint)
            .filter("attempt_handle_pkey"::equals)
            .isPresent();
  }

  int deleteExpired(long now) throws SQLException {
    return session
        .sql(
            "DELETE FROM attempt_handle WHERE expire_time <= ? AND ctid = ANY (ARRAY("
                + "SELECT ctid FROM attempt_handle WHERE expire_time <= ? LIMIT ?))")
        .with(now)
        .with(now)
        .with(MOST_AT_ONCE)
        .update();
  }
}
