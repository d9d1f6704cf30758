package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.server.store.postgres.FaultyWire;
import dev.easel.v1.Job;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * a seller that takes the request and never answers, while another could serve it as well:
 * the outcome is unknown until it is found out, and the other is never asked. {@code
 * -Deasel.silent=100} is the long version, which also keeps fal silent: it is given half a minute.
 */
@Timeout(300)
@ExtendWith(SharedLauncher.class)
final class SilentSellerTest {
  private static final int JOBS = Integer.getInteger("easel.silent", 20);
  private static final List<String> SILENT =
      JOBS < 100 ? List.of("openai") : List.of("openai", "fal", "listed");
  private static final Duration FALS_PATIENCE = Duration.ofSeconds(33);

  @Test
  void whatMayHaveBeenBoughtIsBoughtNowhereElse(@TempDir Path folder, Launcher launcher)
      throws Exception {
    try (Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(200)));
        FaultyWire wire = new FaultyWire(sandbox.uri().getPort());
        ServerProcess server =
            launcher.start(
                folder, settings(sandbox.uri(), URI.create("http://127.0.0.1:" + wire.port())))) {
      wire.mute();
      List<Asked> asked =
          SILENT.stream()
              .flatMap(seller ->
                  IntStream.range(0, JOBS)
                      .mapToObj(i -> new Asked(seller + " " + i, seller, "backup")))
              .toList();
      for (Asked one : asked) {
        assertThat(one.send(server)).isTrue();
      }
      if (SILENT.contains("fal")) {
        Thread.sleep(FALS_PATIENCE);
        wire.mend();
      }
      int unknown = 0;
      int found = 0;
      for (Asked one : asked) {
        Job job = judge(one, server, sandbox.ledger());
        if (job.getState() == Job.State.STATE_SUCCEEDED) {
          assertThat(one.toString()).as("it can be asked").startsWith("listed");
          found++;
        } else {
          Verdict.assertUnknown(job);
          unknown++;
        }
      }
      System.out.printf(
          "R-06: %d jobs at silent sellers: %d unknown, %d found again; %d submits, none"
              + " elsewhere%n",
          asked.size(), unknown, found, sandbox.ledger().count());
    }
  }

  private static Job judge(Asked one, ServerProcess server, Ledger ledger) {
    Job job = one.end(server);
    assertThat(job.getAttemptsList()).as("%s", job).hasSize(1);
    assertThat(job.getProvider()).isNotEqualTo("backup");
    assertThat(one.submits(ledger)).as("submits of %s", one).isEqualTo(1);
    return job;
  }

  /** Only the backup speaks with the sandbox itself. */
  private static Map<String, String> settings(URI sandbox, URI silent) {
    Map<String, String> all = new HashMap<>();
    all.put("sandbox.url", "");
    all.put("providers.openai.key", "sk-worthless");
    all.put("providers.openai.sandbox", silent.toString());
    all.put("providers.openai.answer-timeout", "2s");
    all.put("providers.backup.kind", "openai");
    all.put("providers.backup.key", "sk-worthless");
    all.put("providers.backup.sandbox", sandbox.toString());
    for (String name : List.of("fal", "listed")) {
      String prefix = "providers." + name + ".";
      all.put(prefix + "kind", "fal");
      all.put(prefix + "key", "sandbox:sandbox");
      all.put(prefix + "queue-url", silent.toString());
      all.put(prefix + "result-hosts", silent.toString());
    }
    all.put("providers.listed.reconcile", "listing");
    all.put("providers.listed.platform-url", sandbox + "/platform/v1");
    return all;
  }
}
