package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * a replica that stands still for longer than its lease, by SIGSTOP, with jobs on the way out
 * to their seller; then it goes on where it was. {@code -Deasel.standstills=20} is the long
 * version, of so many jobs at each of the three places, 40 s each.
 */
@Timeout(300)
@ExtendWith({SharedLauncher.class, SharedPostgres.class})
final class StandstillTest {
  private static final int JOBS = Integer.getInteger("easel.standstills", 1);

  /** At least; in any case until the others have taken the jobs over. */
  private static final Duration LENGTH = Duration.ofSeconds(JOBS == 1 ? 16 : 40);

  private static final Duration TIME_TO_TELL = Duration.ofSeconds(JOBS == 1 ? 30 : 60);

  /** Those that had no time left to wait for their answer are never settled. */
  private static final Duration QUIET = Duration.ofSeconds(JOBS == 1 ? 8 : 30);

  private static final Set<Failpoint> PLACES =
      EnumSet.of(Failpoint.BEFORE_SEND, Failpoint.AFTER_CHECK, Failpoint.AFTER_SEND);

  @TempDir private Path folder;

  @Test
  void whatALateReplicaSendsWasIntendedOnceAndWhatItBoughtIsKept(
      Launcher launcher, PostgresServer postgres) throws Exception {
    PostgresSettings database = postgres.newDatabase();
    try (Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(400)));
        Fleet fleet =
            new Fleet(
                launcher,
                folder,
                Collections.nCopies(
                    3,
                    Fleet.impatient(
                        Fleet.sharing(database, database.url(), sandbox.uri().toString()),
                        "15s")))) {
      List<Asked> asked = stop(fleet.server(0));
      long begun = System.nanoTime();
      for (Asked one : asked) {
        // Nobody knows but whoever stands still.
        Verdict.assertUnknown(one.end(fleet.server(1)));
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      Thread.sleep(taken.compareTo(LENGTH) < 0 ? LENGTH.minus(taken) : Duration.ZERO);
      fleet.server(0).resume();
      Map<Asked, Job> jobs = settle(asked, fleet);
      int bought = 0;
      int kept = 0;
      int unknown = 0;
      for (Map.Entry<Asked, Job> entry : jobs.entrySet()) {
        Job job = entry.getValue();
        long submits = entry.getKey().submits(sandbox.ledger());
        assertThat(submits).as("submits of %s", job).isLessThanOrEqualTo(1);
        bought += (int) submits;
        if (job.getState() == Job.State.STATE_SUCCEEDED) {
          kept++;
          assertThat(Asked.imageBytes(fleet.servers(), job)).isPositive();
        } else if (!settled(job)) {
          // The late one had no time left to wait for the answer.
          unknown++;
        }
      }
      assertThat(bought).as("what was bought is kept, or unknown").isBetween(kept, kept + unknown);
      assertThat(kept).as("what was answered is kept").isGreaterThanOrEqualTo(JOBS);
      Epochs epochs = new Epochs(fleet.journals());
      assertThat(epochs.staleApplied()).isEmpty();
      System.out.printf(
          "R-09: %d jobs, stopped for %s or more at %s: %d bought, %d kept, %d unknown, 0 bought"
              + " twice; %d late changes tried, 0 made%n",
          asked.size(), LENGTH, PLACES, bought, kept, unknown, epochs.refused());
    }
  }

  private static List<Asked> stop(ServerProcess owner) throws Exception {
    owner.arm(new Blow.Stop(PLACES, JOBS));
    List<Asked> asked = new ArrayList<>();
    IntStream.range(0, JOBS * PLACES.size())
        .mapToObj(i -> new Asked("late-" + i, "fal"))
        .forEach(asked::add);
    for (Asked one : asked) {
      assertThat(one.send(owner)).isTrue();
    }
    assertThat(owner.awaitStop()).isTrue();
    return asked;
  }

  /**
   * The jobs when what the late one knows is known to all: when it has told no more for a while.
   */
  private static Map<Asked, Job> settle(List<Asked> asked, Fleet fleet) throws Exception {
    Map<Asked, Job> jobs = new LinkedHashMap<>();
    long begun = System.nanoTime();
    long changed = begun;
    do {
      Thread.sleep(200);
      for (Asked one : asked) {
        Job now = one.now(fleet.server(1));
        if (!now.equals(jobs.put(one, now))) {
          changed = System.nanoTime();
        }
      }
      if (jobs.values().stream().filter(StandstillTest::settled).count() < JOBS) {
        changed = System.nanoTime();
      }
    } while (!jobs.values().stream().allMatch(StandstillTest::settled)
        && System.nanoTime() - begun < TIME_TO_TELL.toNanos()
        && System.nanoTime() - changed < QUIET.toNanos());
    return jobs;
  }

  private static boolean settled(Job job) {
    return job.hasEndTime() && !job.getFailure().getReason().equals("PROVIDER_OUTCOME_UNKNOWN");
  }
}
