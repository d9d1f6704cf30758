package dev.easel.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that is killed, with all its processes, under load. R-24; more kills with {@code
 * -Deasel.database-kills=10}.
 */
final class KilledServerTest {
  private static final Logger log = LoggerFactory.getLogger(KilledServerTest.class);
  private static final Duration LOAD = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void nothingThatWasAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
    int kills = Integer.getInteger("easel.database-kills", 3);
    List<Long> recoveries = new ArrayList<>();
    try (PostgresServer server = new PostgresServer(folder.resolve("data"));
        Replica replica = new Replica(server.newDatabase(), "one")) {
      AcknowledgedJobs jobs = new AcknowledgedJobs(replica.jobs());
      try (jobs) {
        for (int i = 0; i < kills; i++) {
          jobs.load(LOAD);
          server.kill();
          server.restart();
          recoveries.add(jobs.millisToSuccess());
        }
        jobs.load(LOAD);
      }
      log.info(
          "{} kills, {} jobs acknowledged, {} tries failed; first success {} ms after the server"
              + " was up",
          kills,
          jobs.count(),
          jobs.failedTries(),
          recoveries);
      assertThat(jobs.count()).isPositive();
      assertThat(jobs.lost()).isZero();
      assertThat(jobs.surplus()).isZero();
    }
  }
}
