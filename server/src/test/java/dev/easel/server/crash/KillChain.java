package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Servers over the same data, one after the other: each takes up what the one before it left, and
 * is then killed at the next failpoint.
 */
final class KillChain implements AutoCloseable {
  private final Launcher launcher;
  private final Sandbox sandbox;
  private final Path home;
  private final String provider;
  private final int jobs;
  private @Nullable ServerProcess running;

  KillChain(Launcher launcher, Sandbox sandbox, Path home, String provider, int jobs) {
    this.launcher = launcher;
    this.sandbox = sandbox;
    this.home = home;
    this.provider = provider;
    this.jobs = jobs;
  }

  /** Kills a server at a place while jobs are sent, and sees what the next one makes of them. */
  Verdict kill(Failpoint point) throws Exception {
    List<Asked> asked =
        IntStream.range(0, jobs)
            .mapToObj(i -> new Asked(point + "-" + provider + "-" + i, provider))
            .toList();
    ServerProcess doomed = server();
    running = null;
    try (doomed) {
      doomed.arm(new Blow.Kill(point, Math.max(2, jobs / 2)));
      sendAll(asked, doomed);
      assertThat(doomed.awaitEnd()).as("killed at %s", point).isTrue();
    }
    return Verdict.on(asked, List.of(server()), sandbox.ledger());
  }

  private static void sendAll(List<Asked> asked, ServerProcess server) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> sent :
          asked.stream().map(one -> threads.submit(() -> one.send(server))).toList()) {
        // Answered or not, as this is all about.
        sent.get();
      }
    }
  }

  private ServerProcess server() throws Exception {
    ServerProcess server = running;
    if (server == null) {
      server = launcher.start(home, Map.of("sandbox.url", sandbox.uri().toString()));
      running = server;
    }
    return server;
  }

  @Override
  public void close() {
    ServerProcess last = running;
    if (last != null) {
      last.close();
    }
  }

  /** Kills at each of these places in turn, on one thread; the verdicts come one by one. */
  void kill(Map<Failpoint, CompletableFuture<Verdict>> verdicts) {
    verdicts.forEach((point, verdict) -> {
      try {
        verdict.complete(kill(point));
      } catch (Throwable e) {
        verdict.completeExceptionally(e);
      }
    });
  }
}
