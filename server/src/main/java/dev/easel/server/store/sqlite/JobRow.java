package dev.easel.server.store.sqlite;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A job's row without the body.
 *
 * @param bodyChecksum sum of the body that belongs to it
 */
record JobRow(JobFacts facts, JobControl control, long bodyChecksum) {
  /** Its columns, as it is read from them. */
  static final String COLUMNS =
      "id, caller, state, terminal, unfinished, attempt_in_doubt, sent_until, stopping,"
          + " revision, latest_sequence, image_bytes, create_time, expire_time, labels, epoch,"
          + " driver, cancel_requested, hidden, skippable_events, body_checksum, checksum";

  /** Reads what {@link #COLUMNS} names, and proves that it is as it was written. */
  static JobRow read(ResultSet row, Path file) throws SQLException {
    JobRow read =
        new JobRow(
            new JobFacts(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getInt(6),
                row.getLong(7),
                row.getBoolean(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getString(14)),
            new JobControl(
                row.getLong(15),
                row.getString(16),
                row.getBoolean(17),
                row.getBoolean(18),
                row.getInt(19)),
            row.getLong(20));
    if (read.checksum() != row.getLong(21)) {
      throw new DamagedStoreException(file, "job", "job " + read.facts.id());
    }
    return read;
  }

  JobRow with(JobControl other) {
    return new JobRow(facts, other, bodyChecksum);
  }

  boolean cancelPending() {
    return control.cancelRequested() && !facts.stopping() && !facts.terminal();
  }

  long checksum() {
    Checksum sum =
        new Checksum()
            .add(facts.id())
            .add(facts.caller())
            .add(facts.state())
            .add(facts.terminal())
            .add(facts.unfinished())
            .add(facts.attemptInDoubt())
            .add(facts.stopping())
            .add(facts.revision())
            .add(facts.latestSequence())
            .add(facts.imageBytes())
            .add(facts.createTime())
            .add(facts.expireTime())
            .add(facts.labels())
            .add(control.epoch())
            .add(control.driver())
            .add(control.cancelRequested())
            .add(control.hidden())
            .add(control.skippableEvents())
            .add(bodyChecksum);
    // As it was before there was this column, where it says nothing.
    return facts.sentUntil() == StoreTime.NEVER ? sum.value() : sum.add(facts.sentUntil()).value();
  }

  /** Binds {@link #COLUMNS}. */
  Sql bind(Sql sql) throws SQLException {
    return sql.with(facts.id())
        .with(facts.caller())
        .with(facts.state())
        .with(facts.terminal())
        .with(facts.unfinished())
        .with(facts.attemptInDoubt())
        .with(facts.sentUntil())
        .with(facts.stopping())
        .with(facts.revision())
        .with(facts.latestSequence())
        .with(facts.imageBytes())
        .with(facts.createTime())
        .with(facts.expireTime())
        .with(facts.labels())
        .with(control.epoch())
        .with(control.driver())
        .with(control.cancelRequested())
        .with(control.hidden())
        .with(control.skippableEvents())
        .with(bodyChecksum)
        .with(checksum());
  }
}
