package dev.easel.server.store.postgres;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Volume;
import dev.easel.server.store.json.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs' rows: what is read of them, and what is changed of them without the job. */
final class JobTable {
  private static final String IDENTIFIED = "SELECT id, body FROM job ";

  static final String CREATED =
      "SELECT body FROM job WHERE (create_time, id) > (?, ?) AND create_time <= ?"
          + " ORDER BY create_time, id LIMIT ?";

  static final String IN_DOUBT =
      "SELECT body FROM job WHERE in_doubt IS NOT NULL AND (create_time, id) > (?, ?)"
          + " AND create_time < ? AND sent_until >= ? ORDER BY create_time, id LIMIT ?";

  private final Session session;
  private final JobJson json;
  private final UnreadableJobs unreadable;

  JobTable(Session session, JobJson json, UnreadableJobs unreadable) {
    this.session = session;
    this.json = json;
    this.unreadable = unreadable;
  }

  Session session() {
    return session;
  }

  /** Whether there is such a job, in sight or not. */
  boolean has(JobId id) throws SQLException {
    return session.sql("SELECT 1 FROM job WHERE id = ?").with(id.value()).any();
  }

  /** A job in sight. */
  Optional<Job> find(JobId id) throws SQLException {
    return session
        .sql("SELECT body FROM job WHERE id = ? AND NOT hidden")
        .with(id.value())
        .first(this::job);
  }

  /** Jobs that a condition of the caller's holds for. */
  List<Job> select(JobFilter filter) throws SQLException {
    return readable(
        filter.query().limit(),
        most -> filter.bind(session.sql(IDENTIFIED + filter.condition()), most));
  }

  List<Job> hidden(int limit) throws SQLException {
    return readable(
        limit, most -> session.sql(IDENTIFIED + "WHERE hidden ORDER BY id LIMIT ?").with(most));
  }

  List<Job> oldest(int limit) throws SQLException {
    return readable(
        limit,
        most ->
            session
                .sql(
                    IDENTIFIED
                        + "WHERE terminal AND NOT unfinished AND NOT hidden"
                        + " ORDER BY create_time, id LIMIT ?")
                .with(most));
  }

  List<Job> expired(long now, int limit) throws SQLException {
    return readable(
        limit,
        most ->
            session
                .sql(
                    IDENTIFIED
                        + "WHERE terminal AND NOT unfinished AND NOT hidden AND expire_time"
                        + " <= ? ORDER BY expire_time LIMIT ?")
                .with(now)
                .with(most));
  }

  /** Those that can be read, as if there were no others. */
  private List<Job> readable(int limit, Selection selection) throws SQLException {
    while (true) {
      int known = unreadable.count();
      List<Job> jobs =
          selection.ofAtMost(limit + known).all(this::readable).stream()
              .flatMap(Optional::stream)
              .limit(limit)
              .toList();
      if (jobs.size() == limit || unreadable.count() == known) {
        return jobs;
      }
    }
  }

  private Optional<Job> readable(ResultSet row) throws SQLException {
    return unreadable.passOver(new JobId(row.getString(1)), row.getString(2), json::read);
  }

  /** Jobs after a place and until a time, in sight or not. */
  List<Job> created(Position after, long until, int limit) throws SQLException {
    return bind(session.sql(CREATED), after).with(until).with(limit).all(this::job);
  }

  /**
   * Jobs after a place and before a time, in sight or not, of which an attempt is in doubt that may
   * have been sent since another time.
   */
  List<Job> inDoubt(Position after, long before, long sentSince, int limit) throws SQLException {
    return bind(session.sql(IN_DOUBT), after)
        .with(before)
        .with(sentSince)
        .with(limit)
        .all(this::job);
  }

  private static Sql bind(Sql sql, Position place) throws SQLException {
    return sql.with(StoreTime.of(place.createTime())).with(place.id().value());
  }

  Volume volume() throws SQLException {
    return session
        .sql(
            "SELECT jobs, (SELECT count(*) FROM job WHERE terminal AND NOT hidden), bytes"
                + " FROM (SELECT count(*) AS jobs, coalesce(sum(image_bytes), 0)::bigint AS bytes"
                + " FROM job WHERE NOT hidden) AS seen")
        .first(row -> new Volume(row.getLong(1), row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }

  Map<JobId, Long> sequences(Set<JobId> ids) throws SQLException {
    Map<JobId, Long> sequences = new HashMap<>();
    session
        .sql("SELECT id, latest_sequence FROM job WHERE id = ANY (?) AND NOT hidden")
        .withAll(ids.stream().map(JobId::value).toList())
        .all(row -> sequences.put(new JobId(row.getString(1)), row.getLong(2)));
    return sequences;
  }

  /** Nothing becomes of a job that cannot be read. */
  Optional<Job> hide(JobId id) throws SQLException {
    boolean known =
        session
            .sql(IDENTIFIED + "WHERE id = ?")
            .with(id.value())
            .first(this::readable)
            .flatMap(job -> job)
            .isPresent();
    return known
        ? session
            .sql("UPDATE job SET hidden = true WHERE id = ? RETURNING id, body")
            .with(id.value())
            .first(this::readable)
            .flatMap(job -> job)
        : Optional.empty();
  }

  /** Deletes a job, and with it its history. */
  int delete(JobId id) throws SQLException {
    return session.sql("DELETE FROM job WHERE id = ?").with(id.value()).update();
  }

  /** Gives a job in doubt to another driver. */
  Optional<Claim> reopen(JobId id, int attempt, String driver) throws SQLException {
    return session
        .sql(
            "UPDATE job SET driver = ?, epoch = epoch + 1"
                + " WHERE id = ? AND in_doubt = ? AND NOT hidden RETURNING body, epoch")
        .with(driver)
        .with(id.value())
        .with(attempt)
        .first(row -> new Claim(job(row), row.getLong(2)));
  }

  /** Leaves a job to nobody, whose row then shows that there is something to claim. */
  int giveUp(JobId id, long epoch) throws SQLException {
    return session
        .sql(
            "WITH given AS (UPDATE job SET driver = ? WHERE id = ? AND epoch = ? AND NOT hidden"
                + " RETURNING 1)"
                + " UPDATE driver SET lease_until = lease_until"
                + " WHERE id = ? AND EXISTS (SELECT 1 FROM given)")
        .with(DriverTable.NOBODY)
        .with(id.value())
        .with(epoch)
        .with(DriverTable.NOBODY)
        .update();
  }

  /** Jobs that need a driver and have this one, and their epochs. */
  Map<JobId, Long> drivenBy(String driver) throws SQLException {
    Map<JobId, Long> epochs = new HashMap<>();
    session
        .sql("SELECT id, epoch FROM job WHERE driver = ? AND unfinished AND NOT hidden")
        .with(driver)
        .all(row -> epochs.put(new JobId(row.getString(1)), row.getLong(2)));
    return epochs;
  }

  /** Notes that a job is to be cancelled; whether there is one that is not over. */
  boolean requestCancel(JobId id) throws SQLException {
    return session
            .sql(
                "UPDATE job SET cancel_requested = true WHERE id = ? AND NOT terminal AND NOT"
                    + " hidden")
            .with(id.value())
            .update()
        > 0;
  }

  /** Jobs of this driver that are to be cancelled and do not know it. */
  List<JobId> toCancel(String driver) throws SQLException {
    return session
        .sql(
            "SELECT id FROM job WHERE cancel_requested AND NOT stopping AND NOT terminal"
                + " AND NOT hidden AND driver = ?")
        .with(driver)
        .all(row -> new JobId(row.getString(1)));
  }

  private Job job(ResultSet row) throws SQLException {
    return json.read(row.getString(1));
  }

  /** Asks for jobs, so many at most. */
  @FunctionalInterface
  private interface Selection {
    Sql ofAtMost(int limit) throws SQLException;
  }
}
