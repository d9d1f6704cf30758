package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Models;
import dev.easel.server.Pictures;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.InlineImage;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Source;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Fate;
import dev.easel.spi.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of which the store does not say in time whether it took them. */
final class DisownedJobsTest {
  private static final JobRequest UNNAMED =
      EngineRig.request(Duration.ofMinutes(5), Optional.empty());
  private static final JobRequest NAMED =
      EngineRig.request(Duration.ofMinutes(5), Optional.of("mine"));

  private static final ByteBuffer PNG =
      ByteBuffer.wrap(Pictures.of(ImageFormat.PNG, Models.SQUARE));

  private final ScriptedProvider fal = new ScriptedProvider();

  @TempDir Path folder;

  private EngineRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new EngineRig(folder, Map.of("fal", fal));
    fal.then(ScriptedProvider.succeed());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aLostReplyIsAskedForAgainAndTheJobRuns() throws Exception {
    rig.wavering.loseReplies("accept", 1);
    refuseWhileTimePasses(UNNAMED, false);
    Job job = rig.endInTime(only(), Duration.ofMillis(100));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void aJobThatNobodyWasToldOfIsEndedAndNothingIsSentForIt() throws Exception {
    rig.wavering.loseReplies("accept", 4);
    rig.adopt();
    refuseWhileTimePasses(UNNAMED, true);
    Job job = rig.endInTime(only(), Duration.ofSeconds(1));
    Failure failure = job.failure().orElseThrow();
    assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
    assertThat(failure.charge()).isEqualTo(Fate.Charge.NONE);
    assertThat(failure.retryable()).isTrue();
    assertThat(job.attempts()).isEmpty();
    rig.left(job);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void itIsEndedThoughTheStoreStaysAwayForLong() throws Exception {
    rig.wavering.loseReplies("accept", 4);
    rig.wavering.refuse("find", 100);
    refuseWhileTimePasses(UNNAMED, true);
    Job job = rig.endInTime(only(), Duration.ofSeconds(1));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(rig.wavering.calls("find")).isGreaterThan(100);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void whatTheStoreNeverTookIsLookedForUntilItCannotComeAnyMore() throws Exception {
    rig.wavering.refuse("accept", 4);
    refuseWhileTimePasses(UNNAMED, true);
    assertThat(rig.engine.running()).hasSize(1);
    for (int i = 0; i < 4_000 && !rig.engine.running().isEmpty(); i++) {
      rig.passTime(Duration.ofSeconds(1));
    }
    assertThat(rig.engine.running()).isEmpty();
    assertThat(jobs()).isEmpty();
  }

  @Test
  void itIsCancelledIfAnotherDrivesItAlready() throws Exception {
    rig.wavering.loseReplies("accept", 4);
    rig.wavering.refuse("find", 5);
    refuseWhileTimePasses(UNNAMED, true);
    MemoryJobStore other = rig.database.open("other");
    rig.store.release(only().id(), JobClaims.FIRST_EPOCH);
    assertThat(other.claim(1)).hasSize(1);
    for (int i = 0; i < 4_000 && !rig.engine.running().isEmpty(); i++) {
      rig.passTime(Duration.ofSeconds(1));
    }
    assertThat(other.cancelsPending()).containsExactly(only().id());
  }

  @Test
  void aJobWithANameIsDrivenSinceItsCallerCanFindIt() throws Exception {
    rig.wavering.loseReplies("accept", 4);
    refuseWhileTimePasses(NAMED, true);
    rig.adopt();
    Job job = rig.endInTime(only(), Duration.ofSeconds(1));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.intake.repeated(Caller.LOCAL, NAMED)).contains(job);
    assertThat(fal.submits).hasValue(1);
  }

  @Test
  void theImagesOfARequestThatTheStoreMayHaveTakenAreKept() throws Exception {
    rig.wavering.loseReplies("accept", 4);
    JobRequest edit =
        NAMED.with(
            new EditInput(
                List.of(new Source.Carried(new InlineImage(PNG), "0f".repeat(32), Models.SQUARE)),
                Optional.empty(),
                Optional.empty()));
    refuseWhileTimePasses(edit, true);
    Source kept = only().request().input().all().findFirst().orElseThrow();
    assertThat(kept).isInstanceOf(Source.Stored.class);
    assertThat(rig.blobs.find(((Source.Stored) kept).blob())).isPresent();
  }

  /** Sends a request, with time passing until it is answered. */
  private void refuseWhileTimePasses(JobRequest request, boolean refused) throws Exception {
    FutureTask<Void> waiting =
        new FutureTask<>(() -> {
          answer(request, refused);
          return null;
        });
    rig.beside(waiting);
    for (int i = 0; i < 4_000 && !waiting.isDone(); i++) {
      rig.passTime(Duration.ofMillis(100));
    }
    assertThat(waiting.isDone()).isTrue();
    waiting.get();
  }

  private void answer(JobRequest request, boolean refused) {
    if (refused) {
      assertThatThrownBy(() -> rig.submit(request)).isInstanceOf(StoreUnavailableException.class);
    } else {
      rig.submit(request);
    }
  }

  private List<Job> jobs() {
    return rig.store.list(
        new JobStore.Query(Caller.LOCAL, Set.of(), Map.of(), Optional.empty(), 10));
  }

  private Job only() {
    assertThat(jobs()).hasSize(1);
    return jobs().getFirst();
  }
}
