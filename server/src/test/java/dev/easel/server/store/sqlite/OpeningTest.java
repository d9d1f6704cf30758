package dev.easel.server.store.sqlite;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.endedInDoubt;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Job;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.store.sqlite.Connections.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** What a process finds in the folder, and what it makes of it. */
final class OpeningTest {
  @TempDir private Path folder;

  private SqliteDatabase open(Path where) throws UnusableStoreException {
    return SqliteDatabase.open(
        where,
        thrown -> {
          throw new AssertionError(thrown);
        });
  }

  private void change(String statement) throws Exception {
    Path file = new StoreFiles(folder).database();
    try (Session session = Session.open(new SqliteConnections(), file, Access.WRITE)) {
      session.execute(statement);
    }
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> open(folder).close())
        .isInstanceOf(UnusableStoreException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(words);
  }

  @Test
  void everyProcessIsAnotherDriver() throws Exception {
    for (int i = 1; i <= 3; i++) {
      try (SqliteDatabase database = open(folder)) {
        assertThat(database.driver()).isEqualTo("process " + i);
      }
    }
  }

  @Test
  void whatAKilledProcessLeavesIsWhole() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (SqliteDatabase database = open(folder)) {
      for (int i = 0; i < 100; i++) {
        database.jobs().accept(job("J" + i), FIRST, key("r" + i, "f"));
      }
      for (String file : List.of("jobs.db", "jobs.db-wal", "jobs.mark")) {
        Files.copy(folder.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      try (SqliteDatabase next = open(copy)) {
        assertThat(Rows.of(copy)).isEqualTo(Rows.of(folder));
        assertThat(next.claims().claim(1_000)).hasSize(100);
      }
    }
  }

  @Test
  void aDiskThatIsFullIsSaidWithWhatToDo() {
    Faults faults = new Faults();
    faults.arm(1, Integer.MAX_VALUE - 1, SQLiteErrorCode.SQLITE_FULL);
    assertThatThrownBy(() ->
            SqliteDatabase.open(
                folder,
                faults,
                thrown -> {
                  throw new AssertionError(thrown);
                }))
        .isInstanceOf(UnusableStoreException.class)
        .hasMessageContaining("make room on its disk");
  }

  @Test
  void aClosedDatabaseIsOneFile() throws Exception {
    try (SqliteDatabase database = open(folder)) {
      database.jobs().accept(job("A"), FIRST, Optional.empty());
    }
    assertThat(new StoreFiles(folder).log()).doesNotExist();
    assertThat(Rows.of(folder)).isNotEmpty();
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    open(folder).close();
    assertThat(Files.getPosixFilePermissions(new StoreFiles(folder).database()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() throws Exception {
    open(folder).close();
    int newer = Migrations.NEWEST + 1;
    change("PRAGMA user_version = " + newer);
    byte[] before = Files.readAllBytes(new StoreFiles(folder).database());
    assertRefused("schema " + newer, "newer version");
    assertThat(new StoreFiles(folder).database()).hasBinaryContent(before);
  }

  @Test
  void anOlderSchemaIsBroughtUpToDateWithItsJobs() throws Exception {
    Job lost = inDoubt(job("A"), 1);
    try (SqliteDatabase database = open(folder)) {
      database.jobs().accept(job("A"), FIRST, key("r", "f"));
      database.jobs().commit(1, lost, List.of());
    }
    backToSecondSchema();
    try (SqliteDatabase database = open(folder)) {
      assertThat(doubtful(database)).contains(List.of(lost));
      database.jobs().commit(1, endedInDoubt(lost, 2), List.of(progress(2)));
      assertThat(doubtful(database)).contains(List.of());
    }
    open(folder).close();
  }

  private static Optional<List<Job>> doubtful(SqliteDatabase database) {
    return database.jobs().inDoubt(Position.beginning(NOW), EXPIRY, NOW.plusNanos(1), 10);
  }

  private void backToSecondSchema() throws Exception {
    Path file = new StoreFiles(folder).database();
    try (Session session = Session.open(new SqliteConnections(), file, Access.WRITE)) {
      session.execute("DROP INDEX job_in_doubt");
      session.execute("DROP INDEX job_hidden");
      session.execute("ALTER TABLE job DROP COLUMN sent_until");
      session.execute("CREATE INDEX job_in_doubt ON job (create_time) WHERE attempt_in_doubt <> 0");
      session.execute("CREATE INDEX job_hidden ON job (id) WHERE hidden = 1");
      session.execute("PRAGMA user_version = 2");
      new Ledger(session).settleSchema();
    }
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws Exception {
    change("CREATE TABLE theirs (id INTEGER)");
    assertRefused("does not say that it is Easel's");
  }

  @Test
  void aMissingDatabaseIsNotReplacedByANewOne() throws Exception {
    open(folder).close();
    Files.delete(new StoreFiles(folder).database());
    assertRefused("missing or empty");
    assertThat(new StoreFiles(folder).database()).doesNotExist();
  }

  @Test
  void anOlderDatabaseThanWasAcknowledgedIsRefused() throws Exception {
    open(folder).close();
    byte[] older = Files.readAllBytes(new StoreFiles(folder).database());
    try (SqliteDatabase database = open(folder)) {
      database.jobs().accept(job("A"), FIRST, Optional.empty());
    }
    Files.write(new StoreFiles(folder).database(), older);
    assertRefused("3 transactions were acknowledged, and it knows of 1");
  }

  @Test
  void aDatabaseWithoutItsMarkIsTakenAsItIs() throws Exception {
    try (SqliteDatabase database = open(folder)) {
      database.jobs().accept(job("A"), FIRST, Optional.empty());
    }
    Files.delete(new StoreFiles(folder).mark());
    try (SqliteDatabase database = open(folder)) {
      assertThat(database.jobs().find(job("A").id())).isPresent();
    }
    assertThat(new StoreFiles(folder).mark()).exists();
  }

  @Test
  void aChangedColumnIsNamedWithItsRow() throws Exception {
    try (SqliteDatabase database = open(folder)) {
      database.jobs().accept(job("A"), FIRST, key("r", "f"));
    }
    change("UPDATE job SET caller = 'mallory'");
    assertRefused("in table job, job A is not as it was written");
  }

  @Test
  void aRowDamagedWhileTheServerRunsIsNamedWhenItIsRead() throws Exception {
    try (SqliteDatabase database = open(folder)) {
      database.jobs().accept(job("A"), FIRST, key("r", "f"));
      change("UPDATE job_event SET body = replace(body, 'QUEUED', 'FAILED')");
      change("UPDATE job SET body = replace(body, 'fox', 'hen')");
      assertThatThrownBy(() -> database.jobs().events(job("A").id(), 0, 10))
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining("in table job_event, event 1 of job A");
      assertThatThrownBy(() -> database.jobs().find(job("A").id()))
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining("the body of job A");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectory(new StoreFiles(folder).database());
    assertRefused("jobs.db");
  }
}
