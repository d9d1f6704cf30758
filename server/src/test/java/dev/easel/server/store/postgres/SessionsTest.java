package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the store uses its connections, whatever the server's defaults are. */
@ExtendWith(SharedPostgres.class)
final class SessionsTest {
  private final PostgresSettings settings;
  private final Inspector inspector;
  private String name;

  SessionsTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
    this.inspector = new Inspector(settings);
  }

  @BeforeEach
  void nameDatabase() throws Exception {
    name = inspector.ask("SELECT current_database()");
  }

  private static String ask(Replica replica, String sql) {
    return replica
        .database()
        .perform(tables ->
            tables.jobs().session().sql(sql).first(row -> row.getString(1)).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"off,on", "local,on", "remote_write,on", "on,on", "remote_apply,remote_apply"})
  void commitsWaitForTheDiskWhateverTheDefault(String byDefault, String here) throws Exception {
    inspector.execute("ALTER DATABASE " + name + " SET synchronous_commit = " + byDefault);
    try (Replica replica = new Replica(settings, "one")) {
      assertThat(ask(replica, "SHOW synchronous_commit")).isEqualTo(here);
    }
  }

  /** Else many that read would make this process pass for dead. */
  @Test
  void aHeartbeatWaitsForNoOtherWork() throws Exception {
    CountDownLatch later = new CountDownLatch(1);
    try (Replica replica = new Replica(settings, "one");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2 * settings.connections(); i++) {
        threads.execute(() -> replica.database().perform(tables -> isOver(later)));
      }
      threads.submit(() -> replica.claims().heartbeat()).get(20, TimeUnit.SECONDS);
      assertThat(later.getCount()).isOne();
      later.countDown();
    } finally {
      later.countDown();
    }
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void comparesWithRowsAsTheyAreWhateverTheDefault() throws Exception {
    inspector.execute(
        "ALTER DATABASE " + name + " SET default_transaction_isolation = 'serializable'");
    try (Replica replica = new Replica(settings, "one")) {
      assertThat(ask(replica, "SHOW transaction_isolation")).isEqualTo("read committed");
    }
  }

  @Test
  void aServerThatIsNotThePrimaryIsAwayUntilItIs() throws Exception {
    try (Replica replica = new Replica(settings, "one")) {
      inspector.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
      Inspector anyway =
          new Inspector(
              PostgresServer.settings(
                  settings.url()
                      + "?targetServerType=any&options=-c%20default_transaction_read_only=off"));
      anyway.ask(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      assertAway(() -> replica.jobs().accept(job("A"), FIRST, Optional.empty()));
      anyway.execute("ALTER DATABASE " + name + " RESET default_transaction_read_only");
      acceptedInTheEnd(replica);
    }
  }

  @Test
  void aConnectionToAServerThatIsNotThePrimaryAnyMoreIsRenewed() throws Exception {
    PostgresSettings narrow =
        new PostgresSettings(settings.url(), settings.user(), settings.password(), 1);
    try (Replica replica = new Replica(narrow, "one")) {
      ask(replica, "SELECT set_config('default_transaction_read_only', 'on', false)");
      assertAway(() -> replica.jobs().accept(job("A"), FIRST, Optional.empty()));
      assertThat(replica.jobs().accept(job("A"), FIRST, Optional.empty()))
          .isEqualTo(new Acceptance.Fresh());
    }
  }

  private static void assertAway(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            StoreUnavailableException.class,
            away -> assertThat(away.lack()).isEqualTo(Lack.CONNECTION));
  }

  private static void acceptedInTheEnd(Replica replica) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      try {
        replica.jobs().accept(job("Z"), FIRST, Optional.empty());
        break;
      } catch (StoreUnavailableException e) {
        Thread.sleep(100);
      }
    }
    assertThat(replica.jobs().find(new JobId("Z"))).contains(job("Z"));
  }

  @Test
  void aMigrationMayTakeLongerThanAnyAnswerOtherwise() throws Exception {
    Connections connections = Connections.to(settings);
    try (Connection working = connections.open();
        Connection migrating = connections.patient().getConnection()) {
      assertThat(working.getNetworkTimeout()).isPositive();
      assertThat(migrating.getNetworkTimeout()).isZero();
    }
  }

  @Test
  void anInterruptBreaksNoConnection() throws Exception {
    try (Replica replica = new Replica(settings, "one")) {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                Thread.currentThread().interrupt();
                replica.jobs().accept(job("A"), FIRST, Optional.empty());
              });
      caller.join();
      assertThat(replica.jobs().find(new JobId("A"))).contains(job("A"));
    }
  }

  @Test
  void aValueThatTheDatabaseDoesNotTakeBreaksNoConnection() throws Exception {
    PostgresSettings narrow =
        new PostgresSettings(settings.url(), settings.user(), settings.password(), 1);
    try (Replica replica = new Replica(narrow, "one")) {
      String before = ask(replica, "SELECT pg_backend_pid()::text");
      JobId impossible = new JobId("a\0b");
      assertThatThrownBy(() -> replica.jobs().find(impossible))
          .isInstanceOf(IllegalStateException.class);
      assertThat(ask(replica, "SELECT pg_backend_pid()::text")).isEqualTo(before);
    }
  }

  @Test
  void noErrorTellsWhatARowHolds() throws Exception {
    try (Replica replica = new Replica(settings, "one")) {
      String twice = "INSERT INTO driver VALUES ('a red fox', now()), ('a red fox', now())";
      assertThatThrownBy(() ->
              replica.database().perform(tables -> tables.jobs().session().sql(twice).update()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("driver_pkey")
          .hasMessageNotContaining("a red fox")
          .rootCause()
          .hasMessageNotContaining("a red fox");
    }
  }

  @Test
  void aStatementThatTakesTooLongIsGivenUp() throws Exception {
    try (Replica replica = new Replica(settings, "one")) {
      assertThat(ask(replica, "SHOW statement_timeout")).isEqualTo("8s");
      assertAway(() ->
          replica
              .database()
              .perform(tables -> {
                Session session = tables.jobs().session();
                session.sql("SET statement_timeout = 50").update();
                return session.sql("SELECT pg_sleep(8)").any();
              }));
      assertThat(ask(replica, "SHOW statement_timeout")).isEqualTo("8s");
    }
  }
}
