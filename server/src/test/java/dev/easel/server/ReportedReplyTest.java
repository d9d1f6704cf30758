package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** the answer to a paid submit is lost, and the seller reports the work by itself. */
final class ReportedReplyTest {
  private static final int JOBS = 100;
  private static final int AT_A_TIME = 10;
  private static final Duration IN_TIME = Duration.ofSeconds(10);

  @Test
  void workWhoseAnswerWasLostIsFinishedWhenItsSellerReportsIt(@TempDir Path data) throws Exception {
    try (RunningEasel running =
        RunningEasel.start(data, Duration.ofMillis(400), CallbackAddresses.atOwnPort())) {
      List<Job> ended = new ArrayList<>();
      // All at once they would wait for the sandbox to draw them.
      for (int wave = 0; wave < JOBS; wave += AT_A_TIME) {
        List<Job> jobs =
            IntStream.range(wave, wave + AT_A_TIME)
                .mapToObj(i -> submit(running, "fox " + i + " sandbox:reset_after"))
                .toList();
        for (Job job : jobs) {
          ended.add(end(running, job));
        }
      }
      List<Long> millis = ended.stream().map(ReportedReplyTest::millis).sorted().toList();
      long found =
          ended.stream()
              .filter(ReportedReplyTest::succeeded)
              .filter(job -> millis(job) <= IN_TIME.toMillis())
              .count();
      System.out.printf(
          "R-07: %d of %d recovered, p50 %d ms, p99 %d ms from their acceptance%n",
          found, JOBS, millis.get(JOBS / 2), millis.get(JOBS * 99 / 100));
      assertThat(found).isGreaterThanOrEqualTo(JOBS * 99 / 100);
      assertThat(running.submits()).isEqualTo(JOBS);
      checkMatches(running, ended);
    }
  }

  /** No request serves two jobs, and each was asked for what its job asks for. */
  private static void checkMatches(RunningEasel running, List<Job> ended) {
    Map<String, String> prompts = running.promptsByRequest();
    Set<String> used = new HashSet<>();
    for (Job job : ended) {
      assertThat(job.getAttemptsCount()).isEqualTo(1);
      String request = job.getAttempts(0).getProviderRequestId();
      if (!request.isEmpty()) {
        assertThat(used.add(request)).as("%s serves one job", request).isTrue();
        assertThat(prompts).containsEntry(request, job.getPrompt());
      }
    }
  }

  private static boolean succeeded(Job job) {
    return job.getState() == Job.State.STATE_SUCCEEDED;
  }

  private static Job submit(RunningEasel running, String prompt) {
    return running
        .images()
        .generate(
            GenerateRequest.newBuilder()
                .setPrompt(prompt)
                .setModel("gpt-image-1")
                .setOptions(JobOptions.newBuilder().addProviders("fal"))
                .build())
        .getJob();
  }

  private static Job end(RunningEasel running, Job job) throws InterruptedException {
    Instant latest = Instant.now().plus(IN_TIME);
    GetJobRequest get = GetJobRequest.newBuilder().setJobId(job.getId()).build();
    Job seen = running.images().getJob(get).getJob();
    while (seen.getEndTime().getSeconds() == 0 && Instant.now().isBefore(latest)) {
      Thread.sleep(20);
      seen = running.images().getJob(get).getJob();
    }
    return seen;
  }

  /** By the server's own clock, from its acceptance to its end. */
  private static long millis(Job job) {
    return (job.getEndTime().getSeconds() - job.getCreateTime().getSeconds()) * 1_000
        + (job.getEndTime().getNanos() - job.getCreateTime().getNanos()) / 1_000_000;
  }
}
