package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/** Servers that are killed at random times while jobs come in. */
final class Storm {
  private static final int JOBS_A_KILL = 10;
  private static final int LONGEST_PAUSE_MILLIS = 200;

  /** Callers wait for one another, or on a slow machine it is the seller's backlog that counts. */
  private static final int MOST_UNDER_WAY = 40;

  private static final Duration TIME_TO_END = Duration.ofSeconds(60);

  private final Fleet fleet;
  private final Sandbox sandbox;
  private final Random random;
  private final List<Kill> kills = new ArrayList<>();
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final List<Future<Fleet.Acceptance>> sent = new ArrayList<>();

  Storm(Fleet fleet, Sandbox sandbox, long seed) {
    this.fleet = fleet;
    this.sandbox = sandbox;
    this.random = new Random(seed);
  }

  /** One was gone from this time on, until it was started again. */
  record Kill(int server, Instant time) {}

  /** Rages, and sees what is left. */
  String rage(int count) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int kill = 0; kill < count; kill++) {
        int victim = random.nextInt(fleet.size());
        int delay = random.nextInt(JOBS_A_KILL * LONGEST_PAUSE_MILLIS / 2);
        Future<Instant> killed =
            threads.submit(() -> {
              Thread.sleep(delay);
              return fleet.strike(victim);
            });
        load(threads, kill);
        kills.add(new Kill(victim, killed.get()));
      }
    }
    return judge();
  }

  private void load(ExecutorService threads, int kill) throws InterruptedException {
    for (int i = 0; i < JOBS_A_KILL; i++) {
      Asked one = new Asked("kill " + kill + " job " + i, i % 4 == 3 ? "openai" : "fal");
      RandomGenerator own = new Random(random.nextLong());
      room.acquire();
      sent.add(threads.submit(() -> lookAfter(one, own)));
      Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
    }
  }

  private Fleet.Acceptance lookAfter(Asked one, RandomGenerator own) throws InterruptedException {
    try {
      Fleet.Acceptance acceptance = fleet.send(one, own);
      fleet.awaitEnd(one, own);
      return acceptance;
    } finally {
      room.release();
    }
  }

  private String judge() throws Exception {
    List<Fleet.Acceptance> accepted = new ArrayList<>();
    for (Future<Fleet.Acceptance> one : sent) {
      accepted.add(one.get());
    }
    List<Asked> asked = accepted.stream().map(Fleet.Acceptance::asked).toList();
    Verdict verdict = Verdict.on(asked, fleet.servers(), sandbox.ledger());
    Recoveries recoveries = new Recoveries(kills, fleet.size() == 1);
    Instant lastKill = kills.getLast().time();
    Instant lastEnd = lastKill;
    for (Fleet.Acceptance one : accepted) {
      List<Instant> moves = one.asked().moves(fleet.server(0));
      recoveries.add(one, moves);
      lastEnd = moves.getLast().isAfter(lastEnd) ? moves.getLast() : lastEnd;
    }
    Duration ended = Duration.between(lastKill, lastEnd);
    assertThat(ended).as("all is over after the last kill").isLessThanOrEqualTo(TIME_TO_END);
    return "%d kills, %d jobs: 0 lost, 0 bought twice, %s; all over %s after the last kill; %s"
        .formatted(kills.size(), asked.size(), verdict, ended, recoveries);
  }
}
