package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Volume;
import dev.easel.server.store.json.JobJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The jobs' rows. */
final class JobTable {
  private static final String WHOLE = "SELECT " + JobRow.COLUMNS + ", body FROM job ";
  private static final int BODY = JobRow.NAMES.size() + 1;

  private static final String INSERT =
      "INSERT INTO job (" + JobRow.COLUMNS + ", body) VALUES (" + "?, ".repeat(BODY - 1) + "?)";

  private static final int PARTS = 3;
  private static final String SPAN = "(create_time, id) > (?, ?) AND create_time <= ? ";

  /** Each part has an index in this order, so that they are merged and not sorted. */
  static final String CREATED =
      WHOLE
          + "WHERE unfinished = 1 AND hidden = 0 AND "
          + SPAN
          + "UNION ALL "
          + WHOLE
          + "WHERE terminal = 1 AND unfinished = 0 AND hidden = 0 AND "
          + SPAN
          + "UNION ALL "
          + WHOLE
          + "WHERE hidden = 1 AND "
          + SPAN
          + "ORDER BY create_time, id LIMIT ?";

  static final String IN_DOUBT =
      WHOLE
          + "WHERE attempt_in_doubt <> 0 AND (create_time, id) > (?, ?) AND create_time < ?"
          + " AND sent_until >= ? ORDER BY create_time, id LIMIT ?";

  private final Session session;
  private final JobJson json;
  private final UnreadableJobs unreadable;

  JobTable(Session session, JobJson json, UnreadableJobs unreadable) {
    this.session = session;
    this.json = json;
    this.unreadable = unreadable;
  }

  void insert(JobText job, JobControl control) throws SQLException {
    session.sql(INSERT).with(job.row(control).values()).with(job.body()).update();
  }

  void replace(JobRow before, JobText after, JobControl control) throws SQLException {
    JobChange.of(before, after.row(control)).with(after.body()).apply(session, before.facts().id());
  }

  /** Changes who drives a job, or what becomes of its row. */
  void control(JobRow row, JobControl control) throws SQLException {
    JobChange.of(row, row.with(control)).apply(session, row.facts().id());
  }

  /** Deletes a job, and with it its history. */
  int delete(JobId id) throws SQLException {
    return session.sql("DELETE FROM job WHERE id = ?").with(id.value()).update();
  }

  /** Whether there is such a job, in sight or not. */
  boolean has(JobId id) throws SQLException {
    return session.sql("SELECT 1 FROM job WHERE id = ?").with(id.value()).any();
  }

  /** Whether this is word for word what is stored. */
  boolean is(JobText job) throws SQLException {
    return session
        .sql("SELECT 1 FROM job WHERE id = ? AND body = ?")
        .with(job.facts().id())
        .with(job.body())
        .any();
  }

  /** The row of a job in sight. */
  Optional<JobRow> row(JobId id) throws SQLException {
    return session
        .sql("SELECT " + JobRow.COLUMNS + " FROM job WHERE id = ? AND hidden = 0")
        .with(id.value())
        .first(row -> JobRow.read(row, session.file()));
  }

  /** A job in sight. */
  Optional<Job> find(JobId id) throws SQLException {
    return session.sql(WHOLE + "WHERE id = ? AND hidden = 0").with(id.value()).first(this::job);
  }

  /** A job, in sight or not, if it can be read. */
  Optional<Job> findReadable(JobId id) throws SQLException {
    return session
        .sql(WHOLE + "WHERE id = ?")
        .with(id.value())
        .first(this::readable)
        .flatMap(job -> job);
  }

  OptionalLong latestSequence(JobId id) throws SQLException {
    return session
        .sql("SELECT latest_sequence FROM job WHERE id = ? AND hidden = 0")
        .with(id.value())
        .first(row -> OptionalLong.of(row.getLong(1)))
        .orElse(OptionalLong.empty());
  }

  List<Job> hidden(int limit) throws SQLException {
    return session.sql(WHOLE + "WHERE hidden = 1").some(limit, this::readable);
  }

  List<Job> oldest(int limit) throws SQLException {
    return session
        .sql(
            WHOLE + "WHERE terminal = 1 AND unfinished = 0 AND hidden = 0 ORDER BY create_time, id")
        .some(limit, this::readable);
  }

  List<Job> expired(long now, int limit) throws SQLException {
    return session
        .sql(
            WHOLE
                + "WHERE terminal = 1 AND unfinished = 0 AND hidden = 0 AND expire_time <= ?"
                + " ORDER BY create_time, id")
        .with(now)
        .some(limit, this::readable);
  }

  /** Jobs after a place and until a time, in sight or not. */
  List<Job> created(Position after, long until, int limit) throws SQLException {
    Sql sql = session.sql(CREATED);
    for (int part = 0; part < PARTS; part++) {
      bind(sql, after).with(until);
    }
    return sql.with(limit).all(this::job);
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
            "SELECT jobs, (SELECT count(*) FROM job WHERE terminal = 1 AND hidden = 0), bytes"
                + " FROM (SELECT count(*) AS jobs, coalesce(sum(image_bytes), 0) AS bytes"
                + " FROM job WHERE hidden = 0)")
        .first(row -> new Volume(row.getLong(1), row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }

  /** Jobs that need a driver and have not this one, those waiting longest first. */
  List<Waiting> waiting(String driver, int limit) throws SQLException {
    return session
        .sql(
            WHOLE
                + "WHERE unfinished = 1 AND hidden = 0 AND driver IS NOT ?"
                + " ORDER BY create_time, id")
        .with(driver)
        .some(limit, row -> unreadable.passOver(row, this::waiting));
  }

  private Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(JobRow.read(row, session.file()), job(row));
  }

  /** Jobs that need a driver and have this one, with their epochs. */
  Map<JobId, Long> driven(String driver) throws SQLException {
    Map<JobId, Long> epochs = new HashMap<>();
    session
        .sql("SELECT id, epoch FROM job WHERE unfinished = 1 AND hidden = 0 AND driver = ?")
        .with(driver)
        .all(row -> epochs.put(id(row), row.getLong(2)));
    return Map.copyOf(epochs);
  }

  /** Jobs of this driver that are to be cancelled and do not know it. */
  List<JobId> toCancel(String driver) throws SQLException {
    return session
        .sql(
            "SELECT id FROM job WHERE cancel_requested = 1 AND stopping = 0 AND terminal = 0"
                + " AND hidden = 0 AND driver = ?")
        .with(driver)
        .all(JobTable::id);
  }

  /** Jobs that a condition of the caller's holds for. */
  List<Job> select(JobFilter filter) throws SQLException {
    return filter
        .bind(session.sql(WHOLE + filter.condition()))
        .some(filter.query().limit(), this::readable);
  }

  /** Reads every row and body; each is as it was written, or the first that is not is named. */
  void prove() throws SQLException {
    session.sql(WHOLE).count(this::provenBody);
  }

  private Optional<Job> readable(ResultSet row) throws SQLException {
    return unreadable.passOver(row, this::job);
  }

  private Job job(ResultSet row) throws SQLException {
    return json.read(provenBody(row));
  }

  private String provenBody(ResultSet row) throws SQLException {
    JobRow read = JobRow.read(row, session.file());
    String body = row.getString(BODY);
    if (Checksum.of(body) != read.bodyChecksum()) {
      throw new DamagedStoreException(
          session.file(), "job", "the body of job " + read.facts().id());
    }
    return body;
  }

  private static JobId id(ResultSet row) throws SQLException {
    return new JobId(row.getString(1));
  }

  /** A job that waits for a driver, and its row. */
  record Waiting(JobRow row, Job job) {}
}
