package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed when the seller has taken the work and its handle is not kept: the
 * next one finds the work in the seller's history, where the operator allows that.
 */
@Timeout(300)
final class LostHandleTest {
  private static final int JOBS = 6;

  @Test
  void workWhoseHandleDiedWithItsServerIsFoundByTheNext(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("server.log");
    List<Asked> asked =
        IntStream.range(0, JOBS).mapToObj(i -> new Asked("work-" + i, "fal")).toList();
    try (Sandbox sandbox =
        Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(400)))) {
      Map<String, String> settings =
          Map.of(
              "grpc.port", "0",
              "http.port", "0",
              "data.folder", folder.resolve("data").toString(),
              "data.reserve", "0",
              "sandbox.url", sandbox.uri().toString(),
              "providers.fal.reconcile", "listing");
      try (ServerProcess server =
          ServerProcess.start(log, settings, Optional.of(Failpoint.BEFORE_HANDLE + ":2"))) {
        asked.forEach(one -> one.send(server));
        assertThat(server.awaitEnd()).isTrue();
      }
      // What was not sent by then can never be found, and would be looked for for two minutes.
      List<Asked> taken = asked.stream().filter(one -> one.submits(sandbox.ledger()) == 1).toList();
      assertThat(taken).hasSizeGreaterThanOrEqualTo(2);
      try (ServerProcess server = ServerProcess.start(log, settings, Optional.empty())) {
        for (Asked one : taken) {
          one.send(server);
          Job job = one.end(server);
          assertThat(job.getState()).as("%s", job).isEqualTo(Job.State.STATE_SUCCEEDED);
          assertThat(Asked.imageBytes(server, job)).isPositive();
          assertThat(one.submits(sandbox.ledger())).isEqualTo(1);
        }
      }
    }
  }
}
