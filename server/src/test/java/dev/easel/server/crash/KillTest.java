package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * a server that is killed at each failpoint, started again over the same data. What was
 * accepted ends; nothing is bought twice; unknown is only what was in doubt. {@code
 * -Deasel.kills=50} asks for 50 jobs at each point.
 */
@ExtendWith(SharedLauncher.class)
final class KillTest {
  private static final int JOBS = Integer.getInteger("easel.kills", 4);
  private static final long PATIENCE_SECONDS = 120 + 30L * JOBS;

  /** Those that a queued job passes are waited for in two processes at a time. */
  private static final int QUEUED_CHAINS = 2;

  @TempDir private Path folder;
  private final Launcher launcher;
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(400)));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  KillTest(Launcher launcher) {
    this.launcher = launcher;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    sandbox.close();
  }

  @TestFactory
  Stream<DynamicTest> aQueuedJobEndsAndIsBoughtOnce() {
    List<Failpoint> all = List.of(Failpoint.values());
    return IntStream.range(0, QUEUED_CHAINS)
        .mapToObj(chain ->
            IntStream.range(0, all.size())
                .filter(i -> i % QUEUED_CHAINS == chain)
                .mapToObj(all::get)
                .toList())
        .toList()
        .stream()
        .map(points -> begin("fal", points))
        .toList()
        .stream()
        .flatMap(verdicts -> verdicts.entrySet().stream())
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey().name(), () -> judgeQueued(entry.getKey(), entry.getValue())));
  }

  private static void judgeQueued(Failpoint point, CompletableFuture<Verdict> coming)
      throws Exception {
    Verdict verdict = judge(point, coming);
    if (point.leavesDoubt()) {
      assertThat(verdict.unknown()).as("the job that met %s", point).isPositive();
    }
  }

  @TestFactory
  Stream<DynamicTest> aSynchronousJobEndsAndIsBoughtOnce() {
    List<Failpoint> points =
        List.of(
            Failpoint.BEFORE_INTENT,
            Failpoint.AFTER_INTENT,
            Failpoint.AFTER_CHECK,
            Failpoint.BEFORE_IMAGE,
            Failpoint.AFTER_IMAGE_EVENT,
            Failpoint.AFTER_END);
    return begin("openai", points).entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey().name(), () -> judge(entry.getKey(), entry.getValue())));
  }

  private static Verdict judge(Failpoint point, CompletableFuture<Verdict> coming)
      throws Exception {
    Verdict verdict = coming.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println(point + ": " + verdict);
    assertThat(verdict.succeeded() + verdict.unknown()).isEqualTo(JOBS);
    return verdict;
  }

  private Map<Failpoint, CompletableFuture<Verdict>> begin(
      String provider, List<Failpoint> points) {
    Map<Failpoint, CompletableFuture<Verdict>> verdicts = new EnumMap<>(Failpoint.class);
    points.forEach(point -> verdicts.put(point, new CompletableFuture<>()));
    threads.execute(() -> {
      try (KillChain chain = new KillChain(launcher, sandbox, home(), provider, JOBS)) {
        chain.kill(verdicts);
      }
    });
    return verdicts;
  }

  private Path home() {
    try {
      return Files.createTempDirectory(folder, "server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
