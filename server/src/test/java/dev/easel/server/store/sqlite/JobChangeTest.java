package dev.easel.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.sqlite.Connections.Access;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobChangeTest {
  private static final JobControl CONTROL = JobControl.accepted("driver-1");

  @TempDir private Path folder;

  @Test
  void namesNothingThatStays() {
    JobRow before = row(0, 7);
    JobRow after = row(4_096, 8);
    JobChange change = JobChange.of(before, after);
    assertThat(change.columns())
        .containsExactly("revision", "image_bytes", "body_checksum", "checksum");
    assertThat(change.values())
        .containsExactly(
            Optional.of(8L), Optional.of(4_096L), Optional.of(8L), Optional.of(after.checksum()));
    assertThat(change.with("a body").columns()).hasSize(5).endsWith("body");
    assertThat(change.with("a body").values()).hasSize(5).endsWith(Optional.of("a body"));
  }

  @Test
  void bringsARowFromWhatItWasToWhatItBecomes() throws Exception {
    JobRow before = row(0, 7);
    JobRow after = row(4_096, 8).with(CONTROL.released());
    SqliteDatabase.open(
            folder,
            thrown -> {
              throw new AssertionError(thrown);
            })
        .close();
    Path file = new StoreFiles(folder).database();
    try (Session session = Session.open(new SqliteConnections(), file, Access.WRITE)) {
      insert(session, before);
      JobChange.of(before, after).with("another body").apply(session, before.facts().id());
      assertThat(read(session)).isEqualTo(after);
      JobChange.of(after, after).apply(session, after.facts().id());
      assertThat(read(session)).isEqualTo(after);
      assertThat(session.ask("SELECT body FROM job")).isEqualTo("another body");
    }
  }

  private static void insert(Session session, JobRow row) throws Exception {
    session
        .sql(
            "INSERT INTO job ("
                + JobRow.COLUMNS
                + ", body) VALUES ("
                + "?, ".repeat(JobRow.NAMES.size())
                + "?)")
        .with(row.values())
        .with("a body")
        .update();
  }

  private JobRow read(Session session) throws Exception {
    return session
        .sql("SELECT " + JobRow.COLUMNS + " FROM job")
        .first(row -> JobRow.read(row, folder))
        .orElseThrow();
  }

  private static JobRow row(long imageBytes, long revision) {
    JobFacts facts =
        new JobFacts(
            "job-1",
            "local",
            "RUNNING",
            false,
            true,
            1,
            StoreTime.NEVER,
            false,
            revision,
            3,
            imageBytes,
            1_000,
            2_000,
            "");
    return new JobRow(facts, CONTROL, revision);
  }
}
