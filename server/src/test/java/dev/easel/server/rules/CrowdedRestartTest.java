package dev.easel.server.rules;

import static dev.easel.server.rules.Calls.fox;
import static dev.easel.server.rules.Calls.generate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.watch.Readers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * a server that starts anew with many running jobs and many who watch them. {@code
 * -Deasel.running=5000 -Deasel.running-watched=1000} is the long version; {@code StampedeTest}
 * looks at the seller's side of it.
 */
@Timeout(600)
final class CrowdedRestartTest {
  private static final int JOBS = Integer.getInteger("easel.running", 300);
  private static final int WATCHED = Integer.getInteger("easel.running-watched", 100);
  private static final int CALLERS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void everyWatcherGoesOnWhenTheServerIsBack(@TempDir Path folder) throws Exception {
    StagedSeller seller = new StagedSeller();
    Set<Integer> told = ConcurrentHashMap.newKeySet();
    Set<Integer> cut = ConcurrentHashMap.newKeySet();
    try (Service service = Service.sidecar(folder, seller);
        Readers readers = new Readers()) {
      AtomicReference<StagedServer> server = new AtomicReference<>(service.first());
      List<String> jobs = ask(service.first());
      for (int i = 0; i < JOBS; i++) {
        seller.next().accepted().started();
      }
      for (int i = 0; i < WATCHED; i++) {
        int watcher = i;
        readers.read(
            jobs.get(i * JOBS / WATCHED),
            () -> {
              cut.add(watcher);
              return server.get().watching();
            },
            message -> told.add(watcher));
      }
      readers.awaitBegin();
      service.first().stop();
      // Who looks for another server has nothing left of this one.
      cut.clear();
      awaitAll(cut, readers);
      told.clear();
      long stopped = System.nanoTime();
      server.set(service.other());
      Duration up = Duration.ofNanos(System.nanoTime() - stopped);
      awaitAll(told, readers);
      System.out.printf(
          "%d running jobs, %d watchers: serves %s after its start, all watched after %s%n",
          JOBS, WATCHED, up, Duration.ofNanos(System.nanoTime() - stopped));
      assertThat(readers.reconnects()).hasSizeGreaterThanOrEqualTo(WATCHED);
    }
    assertThat(seller.submits()).isEqualTo(JOBS);
  }

  private static void awaitAll(Set<Integer> watchers, Readers readers) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (watchers.size() < WATCHED) {
      assertThat(System.nanoTime())
          .as("%d watchers, refusals %s", watchers.size(), readers.refusals())
          .isLessThan(end);
      Thread.sleep(5);
    }
  }

  private static List<String> ask(StagedServer server) throws Exception {
    List<String> jobs = new ArrayList<>();
    Semaphore calls = new Semaphore(CALLERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        String name = "r" + i;
        calls.acquire();
        answers.add(
            threads.submit(() -> {
              try {
                return generate(server, fox(name)).getId();
              } finally {
                calls.release();
              }
            }));
      }
      for (Future<String> answer : answers) {
        jobs.add(answer.get());
      }
    }
    return jobs;
  }
}
