package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.blob.NoRoomException;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up stops new work, and none that is under way. */
final class RoomTest {
  private static final long IMAGE = 4L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

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
  void roomIsKeptForTheImagesOfAllThatAreUnderWay() throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", fal))) {
      rig.room.set(1 + 3 * IMAGE);
      fal.then(RoomTest::workUntilAborted);
      rig.submit(Sample.request(2));
      assertThatThrownBy(() -> rig.submit(Sample.request(2)))
          .hasCauseInstanceOf(NoRoomException.class);
      fal.then(RoomTest::workUntilAborted);
      rig.submit(Sample.request(1));
    }
  }

  @Test
  void aJobThatIsOverGivesItsRoomBack() throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", fal))) {
      rig.room.set(1 + IMAGE);
      for (int number = 0; number < 3; number++) {
        fal.then(ScriptedProvider.succeed());
        rig.end(rig.submit());
        assertThat(rig.running.awaitNone(rig.time.clockwork().deadline(PATIENCE))).isTrue();
      }
      assertThat(rig.running.load()).isEqualTo(new RunningJobs.Load(0, 0, 0));
    }
  }

  /** An exhausted heap ends the process, and what sellers were asked for is then in doubt. */
  @Test
  void noMoreJobsAreTakenThanTheHeapBears() throws Exception {
    try (EngineRig rig = new EngineRig(folder, Map.of("fal", fal))) {
      JobRequest request = Sample.request(1);
      JobRoom forTwo = room(rig, 2 * JobMemory.of(request));
      for (int number = 0; number < 2; number++) {
        forTwo.require(request);
        fal.then(RoomTest::workUntilAborted);
        rig.submit();
      }
      assertThatThrownBy(() -> forTwo.require(request))
          .isInstanceOfSatisfying(
              Rejection.class, why -> assertThat(why.reason()).isEqualTo(Reason.SERVER_OVERLOADED))
          .hasMessageContaining("runs 2 jobs, as many as its memory bears");
    }
  }

  /** Under no handle, since there are several. */
  private static Outcome workUntilAborted(ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    sink.started();
    CountDownLatch aborted = new CountDownLatch(1);
    call.onCancel(aborted::countDown);
    aborted.await();
    throw new ProviderException(
        ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.ABORTED, "the call was ended"));
  }

  private static JobRoom room(EngineRig rig, long bytes) {
    return new JobRoom(
        rig.running,
        rig.blobs,
        new JobSettings(
            Duration.ofDays(3),
            new KeptVolume(10, 1L << 20),
            Duration.ofMinutes(20),
            3,
            100,
            new JobMemory(bytes),
            Optional.empty()));
  }

  @Test
  void aLongPromptTakesMoreOfTheHeap() {
    JobRequest usual = Sample.request(1);
    JobRequest wordy =
        JobRequest.generate("x".repeat(32_000), usual.model(), usual.output(), JobOptions.unset());
    assertThat(JobMemory.of(wordy) - JobMemory.of(usual)).isGreaterThan(6 * 31_000);
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
