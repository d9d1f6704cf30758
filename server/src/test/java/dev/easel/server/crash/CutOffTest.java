package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.store.postgres.FaultyWire;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.v1.Job;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * of three replicas one is cut off from its seller and another from the jobs' database, at
 * the same time and for a while. {@code -Deasel.cut-off=50} is the long version, of so many jobs at
 * each before and during half a minute.
 */
@Timeout(300)
@ExtendWith({SharedLauncher.class, SharedPostgres.class})
final class CutOffTest {
  private static final int JOBS = Integer.getInteger("easel.cut-off", 5);
  private static final boolean SHORT = JOBS == 5;

  /** In any case until others have taken the jobs over. */
  private static final Duration LENGTH = Duration.ofSeconds(SHORT ? 20 : 30);

  private static final int LATENCY_SECONDS = 4 + JOBS / 5;
  private static final Duration TIME_TO_ADOPT = Duration.ofSeconds(20);

  /** Replicas by what they lose. */
  private static final int SELLER = 0;

  private static final int DATABASE = 1;
  private static final int NOTHING = 2;

  @TempDir private Path folder;

  @Test
  void jobsGoOnWhereTheyCanAndNoneIsBoughtTwice(Launcher launcher, PostgresServer postgres)
      throws Exception {
    PostgresSettings database = postgres.newDatabase();
    int port = URI.create(database.url().substring("jdbc:".length())).getPort();
    try (Sandbox sandbox =
            Sandbox.start(
                SandboxOptions.defaults().withLatency(Duration.ofSeconds(LATENCY_SECONDS)));
        FaultyWire toSeller = new FaultyWire(sandbox.uri().getPort());
        FaultyWire toDatabase = new FaultyWire(port);
        Fleet fleet =
            new Fleet(
                launcher,
                folder,
                List.of(
                    Fleet.sharing(database, database.url(), "http://127.0.0.1:" + toSeller.port()),
                    Fleet.sharing(
                        database,
                        database.url().replace(":" + port + "/", ":" + toDatabase.port() + "/"),
                        sandbox.uri().toString()),
                    Fleet.sharing(database, database.url(), sandbox.uri().toString())))) {
      List<Asked> before = new ArrayList<>(send(fleet, SELLER, "before"));
      List<Asked> orphans = send(fleet, DATABASE, "before");
      before.addAll(orphans);
      awaitHandles(fleet, before);
      toSeller.cut();
      toDatabase.cut();
      long cut = System.nanoTime();
      List<Asked> all = new ArrayList<>(before);
      Duration adopted = awaitAdoption(database, orphans, cut);
      all.addAll(send(fleet, SELLER, "during"));
      all.addAll(send(fleet, NOTHING, "during"));
      Thread.sleep(Math.max(0, LENGTH.minusNanos(System.nanoTime() - cut).toMillis()));
      toSeller.mend();
      toDatabase.mend();
      long mended = System.nanoTime();
      // Answered by the one that is back as well.
      all.addAll(send(fleet, DATABASE, "after"));
      Verdict verdict = Verdict.on(all, fleet.servers(), sandbox.ledger());
      Duration over = Duration.ofNanos(System.nanoTime() - mended);
      Epochs epochs = new Epochs(fleet.journals());
      System.out.printf(
          "R-25: %d jobs, cut off for %s: adopted after %s; 0 lost, 0 bought twice, %s; all over"
              + " %s after the end; %d late changes tried, %d made%n",
          all.size(),
          LENGTH,
          adopted,
          verdict,
          over,
          epochs.refused(),
          epochs.staleApplied().size());
      assertThat(epochs.staleApplied()).isEmpty();
      assertThat(adopted).isLessThanOrEqualTo(TIME_TO_ADOPT);
      // Nothing may be in doubt but what was sent into the silence.
      assertThat(verdict.unknown()).isLessThanOrEqualTo(JOBS);
    }
  }

  private static List<Asked> send(Fleet fleet, int which, String when) throws Exception {
    RandomGenerator patience = new Random(0);
    List<Asked> asked =
        IntStream.range(0, JOBS)
            .mapToObj(i -> new Asked("at " + which + " " + when + " " + i, "fal"))
            .toList();
    for (Asked one : asked) {
      for (int tries = 0; !one.send(fleet.server(which)); tries++) {
        assertThat(tries).as("%s is taken by its replica", one).isLessThan(300);
        Thread.sleep(50 + patience.nextInt(100));
      }
    }
    return asked;
  }

  /** Until it is in the database by what name the seller knows each of them. */
  private static void awaitHandles(Fleet fleet, List<Asked> asked) throws Exception {
    for (Asked one : asked) {
      for (int tries = 0; !hasHandle(one.now(fleet.server(NOTHING))); tries++) {
        assertThat(tries).as("%s is taken by the seller", one).isLessThan(300);
        Thread.sleep(10);
      }
    }
  }

  private static boolean hasHandle(Job job) {
    return job.getAttemptsCount() > 0 && !job.getAttempts(0).getProviderRequestId().isEmpty();
  }

  /** How long after a moment no job that goes on was its first driver's any more. */
  private static Duration awaitAdoption(PostgresSettings database, List<Asked> orphans, long since)
      throws Exception {
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user().orElseThrow(), "")) {
      assertThat(orphaned(connection, orphans)).as("jobs that go on").isPositive();
      while (orphaned(connection, orphans) > 0) {
        Duration waited = Duration.ofNanos(System.nanoTime() - since);
        assertThat(waited).as("until adoption").isLessThan(LENGTH);
        Thread.sleep(50);
      }
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  private static long orphaned(Connection connection, List<Asked> orphans) throws SQLException {
    Object[] ids = orphans.stream().map(one -> one.job().orElseThrow()).toArray();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM job WHERE id = ANY (?) AND unfinished AND epoch = 1")) {
      statement.setArray(1, connection.createArrayOf("text", ids));
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}
