package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * a server that is killed at random times under load, again and again. {@code
 * -Deasel.random-kills=200} is the long version, of ten jobs a kill; {@code -Deasel.seed} replays
 * the times.
 */
@Timeout(1_800)
final class RandomKillsTest {
  private static final int KILLS = Integer.getInteger("easel.random-kills", 8);
  private static final int JOBS_A_KILL = 10;
  private static final long SEED = Long.getLong("easel.seed", System.nanoTime());

  @TempDir private Path folder;

  @Test
  void everyAcceptedJobEndsAndNoneIsBoughtTwice() throws Exception {
    Random random = new Random(SEED);
    System.out.println("seed " + SEED);
    try (Sandbox sandbox =
        Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(800)))) {
      Map<String, String> settings =
          Map.of(
              "grpc.port", "0",
              "http.port", "0",
              "data.folder", folder.resolve("data").toString(),
              "data.reserve", "0",
              "sandbox.url", sandbox.uri().toString());
      List<Asked> asked = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        loadAndKill(settings, asked, kill, random);
      }
      report(settings, asked, sandbox);
    }
  }

  private void loadAndKill(Map<String, String> settings, List<Asked> asked, int kill, Random random)
      throws Exception {
    try (ServerProcess server = start(settings)) {
      Thread killer =
          Thread.startVirtualThread(() -> {
            try {
              Thread.sleep(200 + random.nextInt(2_000));
              server.kill();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      for (int i = 0; i < JOBS_A_KILL; i++) {
        Asked one = new Asked("kill " + kill + " job " + i, i % 4 == 3 ? "openai" : "fal");
        asked.add(one);
        one.send(server);
        Thread.sleep(random.nextInt(200));
      }
      killer.join();
    }
  }

  private ServerProcess start(Map<String, String> settings) throws Exception {
    return ServerProcess.start(folder.resolve("server.log"), settings, Optional.empty());
  }

  private void report(Map<String, String> settings, List<Asked> asked, Sandbox sandbox)
      throws Exception {
    List<Duration> recoveries = new ArrayList<>();
    long unknown = 0;
    try (ServerProcess server = start(settings)) {
      long begun = System.nanoTime();
      for (Asked one : asked) {
        Optional<String> before = one.job();
        one.send(server);
        assertThat(before.isEmpty() || before.equals(one.job()))
            .as("seed %s: %s is lost", SEED, one)
            .isTrue();
        Job job = one.end(server);
        recoveries.add(Duration.ofNanos(System.nanoTime() - begun));
        assertThat(one.submits(sandbox.ledger()))
            .as("seed %s: submits of %s", SEED, one)
            .isLessThanOrEqualTo(1);
        if (job.getState() != Job.State.STATE_SUCCEEDED) {
          unknown++;
          assertThat(job.getFailure().getReason())
              .as("seed %s: %s", SEED, job)
              .isEqualTo("PROVIDER_OUTCOME_UNKNOWN");
        }
      }
    }
    recoveries.sort(Comparator.naturalOrder());
    System.out.printf(
        "%d kills, %d jobs: 0 lost, 0 bought twice, %d unknown; the last ended %s after the last"
            + " start%n",
        KILLS, asked.size(), unknown, recoveries.getLast());
  }
}
