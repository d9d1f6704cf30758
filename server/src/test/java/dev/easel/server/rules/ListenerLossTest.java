package dev.easel.server.rules;

import static dev.easel.server.rules.Calls.fox;
import static dev.easel.server.rules.Calls.generate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.api.WireHistory;
import dev.easel.server.store.postgres.Listeners;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.server.watch.Readers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * replicas that lose the connection on which they hear of each other, every two seconds.
 * {@code -Deasel.listener-kills=30} is the long version, of a minute.
 */
@ExtendWith(SharedPostgres.class)
@Timeout(300)
final class ListenerLossTest {
  private static final int KILLS = Integer.getInteger("easel.listener-kills", 3);
  private static final int JOBS = 12;
  private static final Duration PACE = Duration.ofMillis(500);
  private static final int EVENTS_A_KILL = 4;

  private final PostgresServer postgres;

  ListenerLossTest(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Test
  void noEventIsLostAndEachArrives(@TempDir Path folder) throws Exception {
    PostgresSettings database = postgres.newDatabase();
    StagedSeller seller = new StagedSeller();
    Latencies latencies = new Latencies();
    try (Service service = Service.replicated(folder, seller, database);
        Readers readers = new Readers()) {
      StagedServer other = service.other();
      List<Scene> scenes = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        String job = generate(service.first(), fox("r" + i)).getId();
        scenes.add(seller.next().accepted());
        readers.read(job, other::watching, latencies);
      }
      readers.awaitBegin();
      for (int kill = 0; kill < KILLS; kill++) {
        Listeners.kill(database);
        tell(scenes, kill * EVENTS_A_KILL);
      }
      for (Scene scene : scenes) {
        scene.started().image().done();
      }
      readers.awaitEnd(Duration.ofMinutes(1));
      readers.assertHonest(job -> WireHistory.of(other.store(), job));
    }
    assertThat(latencies.count()).isGreaterThan(JOBS * KILLS);
    System.out.printf(
        "%d listeners killed: %d events, none lost, p50 %s, p99 %s, at most %s after they"
            + " happened%n",
        KILLS,
        latencies.count(),
        latencies.percentile(50),
        latencies.percentile(99),
        latencies.percentile(100));
  }

  /** For two seconds. */
  private static void tell(List<Scene> scenes, int from) throws InterruptedException {
    for (int i = 0; i < EVENTS_A_KILL; i++) {
      for (Scene scene : scenes) {
        scene.log(List.of("line " + (from + i)));
      }
      Thread.sleep(PACE);
    }
  }
}
