package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other processes did to jobs that are waited for here. */
final class RemoteChangesTest {
  @Test
  void manyHintsAreFewLooks(@TempDir Path folder) throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", new ScriptedProvider()))) {
      Job job = rig.leftBehind(Duration.ofMinutes(1));
      RemoteChanges changes =
          new RemoteChanges(
              rig.wavering.port(JobClaims.class, rig.store),
              rig.store,
              rig.engine,
              rig.hub,
              rig.waits,
              rig.time.clockwork(),
              Runnable::run);
      try (TerminalWaits.Wait wait = rig.waits.join(job.id())) {
        for (int i = 0; i < 100; i++) {
          changes.hint();
          rig.time.pass(Duration.ofMillis(10));
        }
        assertThat(wait.hold(Duration.ZERO)).isFalse();
        assertThat(rig.wavering.calls("sequences")).isBetween(9, 12);
      }
    }
  }

  @Test
  void anErrorDoesNotEndTheLook(@TempDir Path folder) throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", new ScriptedProvider()))) {
      Job job =
          rig.leftBehind(
              Duration.ofMinutes(1), new JobInput.Prepared(), Sample.image(0), Sample.finished());
      RemoteChanges changes =
          new RemoteChanges(
              rig.wavering.port(JobClaims.class, rig.store),
              rig.store,
              rig.engine,
              rig.hub,
              rig.waits,
              rig.time.clockwork(),
              Runnable::run);
      try (TerminalWaits.Wait wait = rig.waits.join(job.id())) {
        rig.wavering.breakOnce("sequences", new StackOverflowError("by the test"));
        assertThatThrownBy(changes::hint).isInstanceOf(StackOverflowError.class);
        rig.time.pass(Duration.ofSeconds(1));
        changes.hint();
        assertThat(wait.hold(Duration.ZERO)).isTrue();
      }
    }
  }

  @Test
  void anEndElsewhereIsToldThoughTheStoreWasAwayWhenItWasFirstNoticed(@TempDir Path folder)
      throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", new ScriptedProvider()))) {
      Job job =
          rig.leftBehind(
              Duration.ofMinutes(1), new JobInput.Prepared(), Sample.image(0), Sample.finished());
      RemoteChanges changes =
          new RemoteChanges(
              rig.store,
              rig.wavering.port(JobStore.class, rig.store),
              rig.engine,
              rig.hub,
              rig.waits,
              rig.time.clockwork(),
              Runnable::run);
      try (TerminalWaits.Wait wait = rig.waits.join(job.id())) {
        rig.wavering.refuse("find", 1);
        changes.hint();
        assertThat(wait.hold(Duration.ZERO)).isFalse();
        rig.time.pass(Duration.ofSeconds(1));
        changes.hint();
        assertThat(wait.hold(Duration.ZERO)).isTrue();
      }
    }
  }
}
