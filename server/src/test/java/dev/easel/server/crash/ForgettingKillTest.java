package dev.easel.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.store.sqlite.SqliteDatabase;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageResult;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server that is killed while it forgets a job, and started again over the same data: nothing
 * that is told names an image that is not there, and nothing stays of what is forgotten.
 */
@Timeout(300)
@ExtendWith(SharedLauncher.class)
final class ForgettingKillTest {
  private static final int IMAGES = 2;
  private static final int JOBS = 3;

  /** Longer than jobs are kept. */
  private static final String NEXT_WEEK = "PT168H";

  /** By then callers have fetched what they asked for. */
  private static final String FETCHED = "PT1H";

  @TempDir private Path folder;
  private final Launcher launcher;
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(50)));

  ForgettingKillTest(Launcher launcher) {
    this.launcher = launcher;
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private ServerProcess start(Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("sandbox.url", sandbox.uri().toString());
    return launcher.start(folder, settings);
  }

  /** One that is killed, if need be before it serves. */
  private ServerProcess doomed(Map<String, String> more, Blow blow) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("blow", blow.text());
    return start(settings);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static Job made(ServerProcess server, String name) {
    Job job =
        server
            .images()
            .generate(
                GenerateRequest.newBuilder()
                    .setPrompt("a picture of " + name)
                    .setModel("gpt-image-1.5")
                    .setOutput(OutputSpec.newBuilder().setCount(IMAGES))
                    .setOptions(
                        JobOptions.newBuilder()
                            .addProviders("fal")
                            .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(50)))
                    .build())
            .getJob();
    assertThat(job.getState()).as("%s", job).isEqualTo(Job.State.STATE_SUCCEEDED);
    return job;
  }

  private void make() throws Exception {
    try (ServerProcess server = start(Map.of())) {
      for (int i = 0; i < JOBS; i++) {
        made(server, "job " + i);
      }
      server.kill();
    }
    assertThat(imageFiles()).hasSize(JOBS * IMAGES);
  }

  @ParameterizedTest(name = "{0}: {1} jobs stay")
  @CsvSource({"AFTER_HIDE, 1", "BETWEEN_IMAGES, 1"})
  void jobsThatAreTooManyGoWhole(Failpoint point, int left) throws Exception {
    forget(point, Map.of("jobs.max-kept", "1", "ahead", FETCHED), left);
  }

  @ParameterizedTest(name = "{0}: {1} jobs stay")
  @CsvSource({"BEFORE_FORGET, 0"})
  void jobsThatAreTooLargeGoWhole(Failpoint point, int left) throws Exception {
    forget(point, Map.of("jobs.max-kept-bytes", "1KiB", "ahead", FETCHED), left);
  }

  @ParameterizedTest(name = "{0}: {1} jobs stay")
  @CsvSource({"AFTER_FORGET, 0"})
  void jobsThatAreTooOldGoWhole(Failpoint point, int left) throws Exception {
    forget(point, Map.of("ahead", NEXT_WEEK), left);
  }

  private void forget(Failpoint point, Map<String, String> limits, int left) throws Exception {
    make();
    killWhileForgetting(point, limits);
    // What it left is whole for who looks before anything is forgotten, and after.
    try (ServerProcess server = start(limits)) {
      assertWhole(server);
      awaitJobs(server, left);
      assertWhole(server);
      awaitFiles(left * IMAGES);
      server.kill();
    }
    assertNothingHidden(left);
  }

  private void killWhileForgetting(Failpoint point, Map<String, String> limits) throws Exception {
    // The second time, so that one job went well before.
    int nth = point == Failpoint.BETWEEN_IMAGES ? IMAGES + 1 : 2;
    try (ServerProcess server = doomed(limits, new Blow.Kill(point, nth))) {
      assertThat(server.awaitEnd()).as("killed at %s", point).isTrue();
    } catch (IOException e) {
      // It died before it served, which is as good.
      assertThat(e).hasMessageContaining("did not start");
    }
  }

  @ParameterizedTest
  @CsvSource({"BETWEEN_IMAGES", "BEFORE_FORGET"})
  void aJobThatItsCallerDeletesGoesWhole(Failpoint point) throws Exception {
    Job stays;
    Job goes;
    try (ServerProcess server = doomed(Map.of(), new Blow.Kill(point, 1))) {
      stays = made(server, "stays");
      goes = made(server, "goes");
      try {
        server.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(goes.getId()).build());
      } catch (StatusRuntimeException e) {
        // It died of it.
      }
      assertThat(server.awaitEnd()).isTrue();
    }
    try (ServerProcess server = start(Map.of())) {
      assertThat(jobs(server)).extracting(Job::getId).containsExactly(stays.getId());
      assertWhole(server);
      awaitFiles(IMAGES);
      server.kill();
    }
    assertNothingHidden(1);
  }

  @Test
  void anImageThatItsJobNeverKnewOfIsForgottenAndFetchedAgain() throws Exception {
    Asked asked = new Asked("unknown", "fal");
    try (ServerProcess server = doomed(Map.of(), new Blow.Kill(Failpoint.BEFORE_IMAGE_EVENT, 1))) {
      asked.send(server);
      assertThat(server.awaitEnd()).isTrue();
    }
    List<Path> strays = imageFiles();
    assertThat(strays).hasSize(1);
    try (ServerProcess server = start(Map.of())) {
      assertThat(asked.end(server).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      assertWhole(server);
      awaitFiles(1);
      assertThat(imageFiles()).doesNotContainAnyElementsOf(strays);
    }
    assertThat(asked.submits(sandbox.ledger())).isEqualTo(1);
  }

  private static List<Job> jobs(ServerProcess server) {
    return server.images().listJobs(ListJobsRequest.getDefaultInstance()).getJobsList();
  }

  /** Every image that a job or an event names can be read, unless the job went meanwhile. */
  private static void assertWhole(ServerProcess server) {
    for (Job job : jobs(server)) {
      try {
        for (ImageResult result : named(server, job)) {
          assertThat(bytes(server, result)).isEqualTo(result.getImage().getSizeBytes());
        }
      } catch (StatusRuntimeException e) {
        assertThat(jobs(server)).as("%s", e).extracting(Job::getId).doesNotContain(job.getId());
      }
    }
  }

  private static List<ImageResult> named(ServerProcess server, Job job) {
    List<ImageResult> results = new ArrayList<>(job.getResultsList());
    server
        .images()
        .watchJob(WatchJobRequest.newBuilder().setJobId(job.getId()).setAfterSequence(1).build())
        .forEachRemaining(message -> addResult(results, message));
    assertThat(results).hasSizeGreaterThan(job.getResultsCount());
    return results;
  }

  private static void addResult(List<ImageResult> results, WatchJobResponse message) {
    if (message.getEvent().hasResult()) {
      results.add(message.getEvent().getResult());
    }
  }

  private static long bytes(ServerProcess server, ImageResult result) {
    long[] bytes = {0};
    server
        .blobs()
        .readBlob(ReadBlobRequest.newBuilder().setBlobId(result.getImage().getBlobId()).build())
        .forEachRemaining(chunk -> bytes[0] += chunk.getChunk().size());
    return bytes[0];
  }

  private static void awaitJobs(ServerProcess server, int count) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (jobs(server).size() > count && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(jobs(server)).hasSize(count);
  }

  private void awaitFiles(int count) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (imageFiles().size() > count && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(imageFiles()).hasSize(count);
  }

  private List<Path> imageFiles() throws IOException {
    try (Stream<Path> files = Files.walk(data().resolve("blobs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void assertNothingHidden(int left) throws Exception {
    try (SqliteDatabase database =
        SqliteDatabase.open(
            data(),
            fatal -> {
              throw new AssertionError(fatal);
            })) {
      assertThat(database.jobs().hidden(10)).isEmpty();
      assertThat(database.jobs().volume().jobs()).isEqualTo(left);
    }
  }
}
