package dev.easel.server.store.sqlite;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** The same, one by one. */
  static final List<String> NAMES = List.of(COLUMNS.split(", "));

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

  /** What stands in {@link #NAMES}, in the same order. */
  List<Optional<Object>> values() {
    return Stream.<@Nullable Object>of(
            facts.id(),
            facts.caller(),
            facts.state(),
            facts.terminal(),
            facts.unfinished(),
            facts.attemptInDoubt(),
            facts.sentUntil(),
            facts.stopping(),
            facts.revision(),
            facts.latestSequence(),
            facts.imageBytes(),
            facts.createTime(),
            facts.expireTime(),
            facts.labels(),
            control.epoch(),
            control.driver(),
            control.cancelRequested(),
            control.hidden(),
            control.skippableEvents(),
            bodyChecksum,
            checksum())
        .map(Optional::ofNullable)
        .toList();
  }
}
