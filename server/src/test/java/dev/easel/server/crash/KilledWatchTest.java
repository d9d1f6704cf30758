package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.api.WireHistory;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.postgres.PostgresDatabase;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.server.store.sqlite.SqliteDatabase;
import dev.easel.server.watch.Readers;
import dev.easel.v1.ImageServiceGrpc.ImageServiceBlockingStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * a server is killed under its watchers. They go on at another, or at the same when it is
 * back, without a gap and without hearing anything twice. {@code -Deasel.watchers=500} is the long
 * version.
 */
@ExtendWith({SharedLauncher.class, SharedPostgres.class})
@Timeout(600)
final class KilledWatchTest {
  private static final int WATCHERS = Integer.getInteger("easel.watchers", 100);
  private static final int WATCHERS_A_JOB = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofSeconds(8)));
  private final Launcher launcher;
  private final PostgresServer postgres;

  KilledWatchTest(Launcher launcher, PostgresServer postgres) {
    this.launcher = launcher;
    this.postgres = postgres;
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private ServerProcess start(String name, Map<String, String> store) throws Exception {
    Map<String, String> settings = new HashMap<>(store);
    settings.put("sandbox.url", sandbox.uri().toString());
    return launcher.start(Files.createDirectories(folder.resolve(name)), settings);
  }

  @Test
  void watchersOfAKilledReplicaGoOnAtAnother() throws Exception {
    PostgresSettings database = postgres.newDatabase();
    Map<String, String> store =
        Map.of(
            "store.kind",
            "postgres",
            "store.url",
            database.url(),
            "store.user",
            database.user().orElseThrow(),
            "store.connections",
            "4");
    try (ServerProcess doomed = start("doomed", store);
        ServerProcess other = start("other", store);
        Readers readers = new Readers()) {
      AtomicInteger connections = new AtomicInteger();
      List<String> jobs = ask(List.of(doomed, other));
      // Each begins at the doomed one, and then tries the one and the other in turn.
      read(
          readers,
          jobs,
          () -> (connections.incrementAndGet() <= WATCHERS ? doomed : other).watching());
      doomed.kill();
      readers.awaitEnd(PATIENCE);
      report("another replica", readers);
      try (PostgresDatabase reached = PostgresDatabase.open(database, "judge", clockwork())) {
        judge(readers, reached.jobs());
      }
    }
  }

  @Test
  void watchersGoOnWhenAKilledServerIsBack() throws Exception {
    Map<String, String> store = Map.of("store.kind", "sqlite");
    try (Readers readers = new Readers()) {
      try (ServerProcess doomed = start("sidecar", store)) {
        AtomicReference<ServerProcess> server = new AtomicReference<>(doomed);
        read(readers, ask(List.of(doomed)), () -> server.get().watching());
        doomed.kill();
        try (ServerProcess back = start("sidecar", store)) {
          server.set(back);
          readers.awaitEnd(PATIENCE);
          report("the same server, back", readers);
          back.kill();
        }
      }
      try (SqliteDatabase database =
          SqliteDatabase.open(
              folder.resolve("sidecar").resolve("data"),
              fatal -> {
                throw new AssertionError(fatal);
              })) {
        judge(readers, database.jobs());
      }
    }
  }

  /** Jobs enough for all watchers, of each server as many. */
  private static List<String> ask(List<ServerProcess> servers) {
    return IntStream.range(0, WATCHERS / WATCHERS_A_JOB)
        .mapToObj(i -> {
          Asked asked = new Asked("job " + i, "fal");
          asked.send(servers.get(i % servers.size()));
          return asked.job().orElseThrow();
        })
        .toList();
  }

  private static void read(
      Readers readers, List<String> jobs, Supplier<ImageServiceBlockingStub> servers)
      throws InterruptedException {
    for (int i = 0; i < WATCHERS; i++) {
      readers.read(jobs.get(i % jobs.size()), servers);
    }
    readers.awaitBegin();
  }

  /** Whoever was cut off has gone on to the end: on a slow machine some were not. */
  private static void judge(Readers readers, JobStore store) {
    readers.assertHonest(job -> WireHistory.of(store, job));
    assertThat(readers.reconnects()).isNotEmpty();
  }

  private static void report(String where, Readers readers) {
    List<Duration> reconnects = readers.reconnects();
    System.out.printf(
        "%d watchers go on at %s: p50 %s, p99 %s, at most %s after the loss%n",
        WATCHERS,
        where,
        reconnects.get(reconnects.size() / 2),
        reconnects.get(reconnects.size() * 99 / 100),
        reconnects.getLast());
  }

  /** The judge waits for nothing. */
  private static Clockwork clockwork() {
    return new Clockwork(
        InstantSource.system(), System::nanoTime, (delay, task) -> () -> {}, Thread::sleep);
  }
}
