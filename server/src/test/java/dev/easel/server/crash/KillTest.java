package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.v1.Failure;
import dev.easel.v1.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * a server that is killed at each failpoint, started again over the same data. What was
 * accepted ends; nothing is bought twice; unknown is only what was in doubt. {@code
 * -Deasel.kills=50} asks for 50 jobs at each point.
 */
@Timeout(600)
final class KillTest {
  private static final int JOBS = Integer.getInteger("easel.kills", 4);

  @TempDir private Path folder;
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(400)));

  private Map<String, String> settings = Map.of();

  @BeforeEach
  void settings() {
    Map<String, String> all = new HashMap<>();
    all.put("grpc.port", "0");
    all.put("http.port", "0");
    all.put("data.folder", folder.resolve("data").toString());
    all.put("data.reserve", "0");
    all.put("sandbox.url", sandbox.uri().toString());
    settings = Map.copyOf(all);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Failpoint.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AFTER_HIDE", "BETWEEN_IMAGES", "BEFORE_FORGET", "AFTER_FORGET"})
  void aQueuedJobEndsAndIsBoughtOnce(Failpoint point) throws Exception {
    Tally tally = killAt(point, "fal");
    if (point.leavesDoubt()) {
      assertThat(tally.unknown()).as("the job that met %s", point).isPositive();
    }
    assertThat(tally.succeeded() + tally.unknown()).isEqualTo(JOBS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failpoint.class,
      names = {"BEFORE_INTENT", "AFTER_INTENT", "BEFORE_IMAGE", "AFTER_IMAGE_EVENT", "AFTER_END"})
  void aSynchronousJobEndsAndIsBoughtOnce(Failpoint point) throws Exception {
    Tally tally = killAt(point, "openai");
    assertThat(tally.succeeded() + tally.unknown()).isEqualTo(JOBS);
  }

  private record Tally(long succeeded, long unknown) {}

  private Tally killAt(Failpoint point, String provider) throws Exception {
    List<Asked> asked =
        IntStream.range(0, JOBS)
            .mapToObj(i -> new Asked(point + "-" + provider + "-" + i, provider))
            .toList();
    Path log = folder.resolve("server.log");
    try (ServerProcess server = ServerProcess.start(log, settings, Optional.of(point + ":2"))) {
      asked.forEach(one -> one.send(server));
      assertThat(server.awaitEnd()).as("killed at %s", point).isTrue();
    }
    try (ServerProcess server = ServerProcess.start(log, settings, Optional.empty())) {
      return look(server, asked);
    }
  }

  private Tally look(ServerProcess server, List<Asked> asked) {
    long succeeded = 0;
    long unknown = 0;
    for (Asked one : asked) {
      Optional<String> before = one.job();
      one.send(server);
      assertThat(before.isEmpty() || before.equals(one.job())).as("%s is lost", one).isTrue();
      Job job = one.end(server);
      assertThat(one.submits(sandbox.ledger())).as("submits of %s", one).isLessThanOrEqualTo(1);
      if (job.getState() == Job.State.STATE_SUCCEEDED) {
        succeeded++;
        assertThat(Asked.imageBytes(server, job)).isPositive();
        assertThat(one.submits(sandbox.ledger())).isEqualTo(1);
      } else {
        unknown++;
        assertThat(job.getFailure().getReason())
            .as("%s", job)
            .isEqualTo("PROVIDER_OUTCOME_UNKNOWN");
        assertThat(job.getFailure().getCharge()).isEqualTo(Failure.Charge.CHARGE_UNSPECIFIED);
        assertThat(job.getAttempts(0).getProviderRequestId())
            .as("%s was accepted, and could be found again", one)
            .isEmpty();
      }
    }
    return new Tally(succeeded, unknown);
  }
}
