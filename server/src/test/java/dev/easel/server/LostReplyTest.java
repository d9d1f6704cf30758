package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.SandboxOptions;
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

/** the answer to a paid submit is lost, and the seller's listing tells what became of it. */
final class LostReplyTest {
  private static final int JOBS = 100;
  private static final int PAIRS = 10;
  private static final Duration IN_TIME = Duration.ofSeconds(90);
  private static final String LOSES_ITS_ANSWER = " sandbox:reset_after";

  @Test
  void workWhoseAnswerWasLostIsFoundInTheListingAndNoOtherIsTaken(@TempDir Path data)
      throws Exception {
    SandboxOptions options =
        SandboxOptions.defaults()
            .withLatency(Duration.ofMillis(400))
            .withAccount(account -> account.withHistoryLag(Duration.ofSeconds(1)));
    try (RunningEasel running =
        RunningEasel.start(
            data, options, Map.of("providers.fal.reconcile", "listing", "shutdown.grace", "1s"))) {
      Instant begin = Instant.now();
      List<Job> lost =
          IntStream.range(0, JOBS)
              .mapToObj(i -> submit(running, "fox " + i + LOSES_ITS_ANSWER))
              .toList();
      List<Job> twins = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        twins.add(submit(running, "twin " + i + LOSES_ITS_ANSWER));
        twins.add(submit(running, "twin " + i + LOSES_ITS_ANSWER));
      }
      List<Job> ended = new ArrayList<>();
      for (Job job : lost) {
        ended.add(end(running, job, begin.plus(IN_TIME)));
      }
      Duration took = Duration.between(begin, Instant.now());
      long found = ended.stream().filter(LostReplyTest::succeeded).count();
      System.out.printf("R-08: %d of %d found in %d ms%n", found, JOBS, took.toMillis());
      assertThat(found).isGreaterThanOrEqualTo(JOBS * 95 / 100);
      assertThat(running.submits()).isEqualTo(JOBS + 2 * PAIRS);
      checkMatches(running, ended);
      // Nobody can say whose is whose, and nobody does.
      assertThat(twins).noneMatch(job -> succeeded(now(running, job)));
    }
  }

  /** No request serves two jobs, and each was asked for what its job asks for. */
  private static void checkMatches(RunningEasel running, List<Job> ended) {
    Map<String, String> prompts = running.promptsByRequest();
    Set<String> used = new HashSet<>();
    for (Job job : ended) {
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

  private static Job now(RunningEasel running, Job job) {
    return running
        .images()
        .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
        .getJob();
  }

  private static Job end(RunningEasel running, Job job, Instant latest)
      throws InterruptedException {
    Job latestSeen = now(running, job);
    while (latestSeen.getEndTime().getSeconds() == 0 && Instant.now().isBefore(latest)) {
      Thread.sleep(50);
      latestSeen = now(running, job);
    }
    return latestSeen;
  }
}
