package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that is killed, with all its processes, under load. R-24; more kills with {@code
 * -Deasel.kills=10}.
 */
final class KilledServerTest {
  private static final Logger log = LoggerFactory.getLogger(KilledServerTest.class);
  private static final int CLIENTS = 16;
  private static final Duration LOAD = Duration.ofMillis(1_500);

  @TempDir private Path folder;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger successes = new AtomicInteger();
  private final List<Job> acknowledged = Collections.synchronizedList(new ArrayList<>());

  @Test
  void nothingThatWasAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
    int kills = Integer.getInteger("easel.kills", 3);
    List<Long> recoveries = new ArrayList<>();
    try (PostgresServer server = new PostgresServer(folder.resolve("data"));
        Replica replica = new Replica(server.newDatabase(), "one");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String client = "client" + i;
        clients.add(threads.submit(() -> work(replica.jobs(), client)));
      }
      for (int i = 0; i < kills; i++) {
        Thread.sleep(LOAD);
        server.kill();
        server.restart();
        recoveries.add(millisToSuccess());
      }
      Thread.sleep(LOAD);
      over.set(true);
      for (Future<?> client : clients) {
        client.get();
      }
      judge(replica.jobs());
      log.info(
          "{} kills, {} jobs acknowledged, {} tries failed; first success {} ms after the server"
              + " was up",
          kills,
          acknowledged.size(),
          tries.get() - acknowledged.size(),
          recoveries);
    }
  }

  private long millisToSuccess() throws InterruptedException {
    int before = successes.get();
    long up = System.nanoTime();
    while (successes.get() == before) {
      Thread.sleep(5);
    }
    return Duration.ofNanos(System.nanoTime() - up).toMillis();
  }

  /** As a caller does who was not answered: asks again, which is another job of the same name. */
  private void work(JobStore jobs, String client) {
    for (int i = 0; !over.get(); i++) {
      Job job = accept(jobs, client + "-" + i);
      commit(jobs, changed(job, JobState.RUNNING, 2));
      acknowledged.add(changed(job, JobState.RUNNING, 2));
    }
  }

  private Job accept(JobStore jobs, String name) {
    for (int attempt = 0; ; attempt++) {
      Job job = job(name + "-" + attempt);
      tries.incrementAndGet();
      try {
        Acceptance acceptance = jobs.accept(job, FIRST, key(name, "f"));
        successes.incrementAndGet();
        return acceptance instanceof Acceptance.Known(Job known) ? known : job;
      } catch (StoreUnavailableException e) {
        pause();
      }
    }
  }

  private static void commit(JobStore jobs, Job after) {
    while (true) {
      try {
        jobs.commit(1, after, List.of(progress(2)));
        return;
      } catch (StoreUnavailableException e) {
        pause();
      } catch (Exception e) {
        throw new AssertionError("nobody else changes it", e);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void judge(JobStore jobs) {
    assertThat(acknowledged).isNotEmpty();
    assertThat(jobs.volume().jobs()).isEqualTo(acknowledged.size());
    for (Job job : acknowledged) {
      assertThat(jobs.find(job.id())).contains(job);
      assertThat(jobs.events(job.id(), 0, 10)).containsExactly(FIRST, progress(2));
    }
  }
}
