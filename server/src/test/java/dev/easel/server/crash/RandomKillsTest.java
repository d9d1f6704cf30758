package dev.easel.server.crash;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * servers that are killed at random times under load, again and again. {@code
 * -Deasel.random-kills=200} is the long version, of ten jobs a kill; {@code -Deasel.seed} replays
 * the times.
 */
@Timeout(3_600)
@ExtendWith({SharedLauncher.class, SharedPostgres.class})
final class RandomKillsTest {
  private static final int KILLS = Integer.getInteger("easel.random-kills", 3);
  private static final long SEED = Long.getLong("easel.seed", System.nanoTime());
  private static final int REPLICAS = 3;

  @TempDir private Path folder;
  private final Launcher launcher;
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(800)));

  RandomKillsTest(Launcher launcher) {
    this.launcher = launcher;
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void everyJobOfOneServerEndsAndNoneIsBoughtTwice() throws Exception {
    rage("one over SQLite", List.of(Map.of("sandbox.url", sandbox.uri().toString())));
  }

  @Test
  void everyJobOfThreeReplicasEndsAndNoneIsBoughtTwice(PostgresServer server) throws Exception {
    PostgresSettings database = server.newDatabase();
    // A synchronous call of one that was killed is waited for, as if that was only cut off.
    Map<String, String> settings =
        Fleet.impatient(Fleet.sharing(database, database.url(), sandbox.uri().toString()), "20s");
    rage("three over PostgreSQL", Collections.nCopies(REPLICAS, settings));
  }

  private void rage(String who, List<Map<String, String>> settings) throws Exception {
    System.out.println("seed " + SEED);
    try (Fleet fleet = new Fleet(launcher, folder, settings)) {
      System.out.println("R-02, " + who + ": " + new Storm(fleet, sandbox, SEED).rage(KILLS));
    }
  }
}
