package dev.easel.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary that is killed under load, and a standby that takes over, after it has not heard of the
 * primary for a while. R-26; more of them with {@code -Deasel.promotions=10}.
 */
final class PromotionTest {
  private static final Logger log = LoggerFactory.getLogger(PromotionTest.class);
  private static final Duration LOAD = Duration.ofMillis(400);

  @TempDir private Path folder;

  @Test
  void aStandbyThatIsWaitedForLacksNothingThatWasAcknowledged() throws Exception {
    for (int i = 0; i < Integer.getInteger("easel.promotions", 1); i++) {
      Outcome outcome = promote("synchronous " + i, true);
      assertThat(outcome.acknowledged()).isPositive();
      assertThat(outcome.lost()).isZero();
      assertThat(outcome.surplus()).isZero();
    }
  }

  /** Which is why docs/replicas.md tells operators what the promise needs. */
  @Test
  void aStandbyThatIsNotWaitedForLacksWhatItHadNotHeardOf() throws Exception {
    for (int i = 0; i < Integer.getInteger("easel.promotions", 1); i++) {
      Outcome outcome = promote("asynchronous " + i, false);
      assertThat(outcome.lost()).isPositive().isLessThan(outcome.acknowledged());
    }
  }

  private Outcome promote(String name, boolean waitedFor) throws Exception {
    try (PostgresServer primary = new PostgresServer(folder.resolve(name));
        PostgresServer standby = primary.standby(folder.resolve(name + " standby"))) {
      if (waitedFor) {
        primary.set("synchronous_standby_names", "standby");
        await(primary, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'");
      }
      PostgresSettings both = overBoth(primary.newDatabase(), primary, standby);
      try (Replica replica = new Replica(both, "one")) {
        AcknowledgedJobs jobs = new AcknowledgedJobs(replica.jobs());
        long recovery;
        try (jobs) {
          jobs.load(LOAD);
          standby.set("primary_conninfo", "");
          if (waitedFor) {
            Thread.sleep(LOAD);
          } else {
            jobs.load(LOAD);
          }
          primary.kill();
          standby.execute("SELECT pg_promote()");
          recovery = jobs.millisToSuccess();
          jobs.load(LOAD);
        }
        Outcome outcome = new Outcome(jobs.count(), jobs.lost(), jobs.surplus(), recovery);
        log.info("{}: {}", name, outcome);
        return outcome;
      }
    }
  }

  /**
   * What became of the jobs.
   *
   * @param lost those not there as they were acknowledged
   * @param surplus those there that nobody was told of
   * @param recovery milliseconds from the promotion to the first success
   */
  private record Outcome(int acknowledged, int lost, long surplus, long recovery) {}

  private static void await(PostgresServer server, String count) throws Exception {
    while (server.ask(count).equals("0")) {
      Thread.sleep(50);
    }
  }

  /** Connections go to whichever is the primary. */
  private static PostgresSettings overBoth(
      PostgresSettings settings, PostgresServer primary, PostgresServer standby) {
    String host = "127.0.0.1:" + primary.port();
    return new PostgresSettings(
        settings.url().replace(host, host + ",127.0.0.1:" + standby.port()),
        settings.user(),
        settings.password(),
        settings.connections());
  }
}
