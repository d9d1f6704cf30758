package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed when the seller has taken the work and its handle is not kept: the
 * next one finds the work in the seller's history, where the operator allows that.
 */
@Timeout(300)
@ExtendWith(SharedLauncher.class)
final class LostHandleTest {
  private static final int JOBS = 6;

  @Test
  void workWhoseHandleDiedWithItsServerIsFoundByTheNext(@TempDir Path home, Launcher launcher)
      throws Exception {
    List<Asked> asked =
        IntStream.range(0, JOBS).mapToObj(i -> new Asked("work-" + i, "fal")).toList();
    try (Sandbox sandbox =
        Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(400)))) {
      Map<String, String> settings =
          Map.of("sandbox.url", sandbox.uri().toString(), "providers.fal.reconcile", "listing");
      try (ServerProcess server = launcher.start(home, settings)) {
        server.arm(new Blow.Kill(Failpoint.BEFORE_HANDLE, 2));
        asked.forEach(one -> one.send(server));
        assertThat(server.awaitEnd()).isTrue();
      }
      // What was not sent by then can never be found, and would be looked for for two minutes.
      List<Asked> taken = asked.stream().filter(one -> one.submits(sandbox.ledger()) == 1).toList();
      assertThat(taken).hasSizeGreaterThanOrEqualTo(2);
      try (ServerProcess server = launcher.start(home, settings)) {
        assertThat(Verdict.on(taken, List.of(server), sandbox.ledger()))
            .isEqualTo(new Verdict(taken.size(), 0));
      }
    }
  }
}
