package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.endedInDoubt;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Job;
import dev.easel.server.job.JobStore.Position;
import dev.easel.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a database is opened. */
@ExtendWith(SharedPostgres.class)
final class MigrationsTest {
  private final PostgresSettings settings;

  MigrationsTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
  }

  @Test
  void manyThatStartAtOnceMakeTheSchemaOnce() throws Exception {
    List<Future<Replica>> starting = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 4; i++) {
        String driver = "driver " + i;
        starting.add(threads.submit(() -> new Replica(settings, driver)));
      }
    }
    for (Future<Replica> started : starting) {
      started.resultNow().close();
    }
    assertThat(new Inspector(settings).ask("SELECT count(*) FROM easel_schema"))
        .isEqualTo(new Inspector(settings).ask("SELECT count(DISTINCT version) FROM easel_schema"));
  }

  @Test
  void anOlderSchemaIsBroughtUpToDateWithItsJobs() throws Exception {
    Job over = endedInDoubt(inDoubt(job("A"), 1), 2);
    try (Replica replica = new Replica(settings, "one")) {
      replica.jobs().accept(job("A"), FIRST, Optional.empty());
      replica.jobs().commit(1, inDoubt(job("A"), 1), List.of());
      replica.jobs().commit(1, over, List.of(progress(2)));
      assertThat(doubtful(replica)).contains(List.of());
    }
    new Inspector(settings)
        .execute(
            "ALTER TABLE job DROP COLUMN sent_until;"
                + "CREATE INDEX job_in_doubt ON job (create_time) WHERE in_doubt IS NOT NULL;"
                + "DELETE FROM easel_schema WHERE version = '3'");
    try (Replica replica = new Replica(settings, "one")) {
      // Nothing is known of those from before but that they are in doubt.
      assertThat(doubtful(replica)).contains(List.of(over));
    }
  }

  private static Optional<List<Job>> doubtful(Replica replica) {
    return replica.jobs().inDoubt(Position.beginning(NOW), EXPIRY, NOW.plusNanos(1), 10);
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() throws Exception {
    new Replica(settings, "one").close();
    String applied = "SELECT count(*) FROM easel_schema WHERE version <> '99'";
    String before = new Inspector(settings).ask(applied);
    new Inspector(settings)
        .execute(
            "INSERT INTO easel_schema SELECT 99, '99', 'of a newer Easel', type, 'V99__x.sql', 1,"
                + " installed_by, now(), 1, true FROM easel_schema LIMIT 1");
    assertThatThrownBy(() -> new Replica(settings, "two").close())
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("its schema has version 99, which a newer Easel made");
    assertThat(new Inspector(settings).ask(applied)).isEqualTo(before);
  }

  @Test
  void aSchemaThatIsNotAsItWasMadeIsRefused() throws Exception {
    new Replica(settings, "one").close();
    new Inspector(settings).execute("UPDATE easel_schema SET checksum = checksum + 1");
    assertThatThrownBy(() -> new Replica(settings, "two").close())
        .isInstanceOf(UnusableDatabaseException.class);
  }

  @Test
  void aDatabaseThatCannotHoldEveryTextIsRefused() throws Exception {
    String name = new Inspector(settings).ask("SELECT current_database()");
    new Inspector(settings)
        .execute(
            "CREATE DATABASE %s_latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
                .formatted(name));
    PostgresSettings latin = PostgresServer.settings(settings.url() + "_latin");
    assertThatThrownBy(() -> new Replica(latin, "one").close())
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("its encoding is LATIN1")
        .hasMessageContaining("ENCODING 'UTF8'");
    assertThat(
            new Inspector(latin).ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        .isEqualTo("0");
  }

  @Test
  void aSchemaThatOthersHaveTablesInIsShared() throws Exception {
    new Inspector(settings).execute("CREATE TABLE invoice (id bigint PRIMARY KEY)");
    for (String driver : List.of("one", "two")) {
      try (Replica replica = new Replica(settings, driver)) {
        assertThat(replica.jobs().volume().jobs()).isZero();
      }
    }
    assertThat(new Inspector(settings).ask("SELECT count(*) FROM invoice")).isEqualTo("0");
  }

  @Test
  void aSchemaWithAnothersTableOfOurNameIsRefusedAndLeftAlone() throws Exception {
    new Inspector(settings).execute("CREATE TABLE job (title text)");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> new Replica(settings, "one").close())
          .isInstanceOf(UnusableDatabaseException.class)
          .hasMessageContaining("\"job\" already exists");
    }
    assertThat(new Inspector(settings).ask("SELECT count(*) FROM job")).isEqualTo("0");
    assertThat(
            new Inspector(settings)
                .ask("SELECT count(*) FROM pg_tables WHERE tablename = 'driver'"))
        .isEqualTo("0");
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidWithoutThePassword() {
    PostgresSettings nowhere =
        new PostgresSettings(
            "jdbc:postgresql://127.0.0.1:1/none",
            Optional.of("easel"),
            Optional.of(Secret.of("hunter22")),
            1);
    assertThatThrownBy(() -> new Replica(nowhere, "one").close())
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageNotContaining("hunter22");
  }

  @Test
  void whatIsNoUrlIsSaid() {
    assertThatThrownBy(() -> new Replica(PostgresServer.settings("papyrus"), "one").close())
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("jdbc:postgresql://host:5432/easel");
  }
}
