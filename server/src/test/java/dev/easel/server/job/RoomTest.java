package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.blob.NoRoomException;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up stops new work, and none that is under way. */
final class RoomTest {
  private final ScriptedProvider fal = new ScriptedProvider();

  @TempDir Path folder;

  @Test
  void noJobIsTakenWithoutRoomForItsResult() throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", fal))) {
      rig.room.set(0);
      assertThatThrownBy(rig::submit).hasCauseInstanceOf(NoRoomException.class);
      assertThat(rig.engine.running()).isEmpty();
    }
  }

  @Test
  void aJobUnderWayStoresWhatItPaidForWhileNothingNewIsTaken() throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", fal))) {
      fal.preparation = (sources, call) -> rig.room.set(0);
      fal.then(ScriptedProvider.succeed());
      Job job = rig.end(rig.submit());
      assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(rig.room).hasValue(0);
    }
  }
}
