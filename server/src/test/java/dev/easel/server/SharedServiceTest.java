package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.store.postgres.Listeners;
import dev.easel.server.store.postgres.PostgresServer;
import dev.easel.server.store.postgres.PostgresSettings;
import dev.easel.server.store.postgres.SharedPostgres;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.JobOptions;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL, before one seller. */
@ExtendWith(SharedPostgres.class)
final class SharedServiceTest {
  @TempDir private Path folder;

  private final PostgresSettings database;

  SharedServiceTest(PostgresServer server) throws Exception {
    this.database = server.newDatabase();
  }

  private RunningEasel first(Duration latency) throws Exception {
    return first(latency, Map.of());
  }

  private RunningEasel first(Duration latency, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(shared());
    settings.putAll(more);
    return RunningEasel.start(folder.resolve("first"), latency, settings);
  }

  private RunningEasel second(RunningEasel first) throws Exception {
    return second(first, Map.of());
  }

  private RunningEasel second(RunningEasel first, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(shared());
    settings.putAll(more);
    settings.put("sandbox.url", first.sandbox().toString());
    return RunningEasel.start(folder.resolve("second"), Duration.ZERO, settings);
  }

  private Map<String, String> shared() {
    return Map.of(
        "store.kind",
        "postgres",
        "store.url",
        database.url(),
        "store.user",
        database.user().orElseThrow(),
        "store.connections",
        "4");
  }

  private static GenerateRequest fox(String requestId) {
    return GenerateRequest.newBuilder()
        .setPrompt("a red fox in snow")
        .setModel("gpt-image-1")
        .setOptions(JobOptions.newBuilder().setRequestId(requestId))
        .build();
  }

  @Test
  void namesThatNothingCanHaveAreRefusedBeforeTheDatabaseIsAsked() throws Exception {
    try (RunningEasel server = first(Duration.ZERO)) {
      GetJobRequest job = GetJobRequest.newBuilder().setJobId("a\0b").build();
      Refusal unknown = Refusal.of(() -> server.images().getJob(job));
      assertThat(unknown.code()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(unknown.reason()).isEqualTo("JOB_NOT_FOUND");
      EditRequest edit =
          EditRequest.newBuilder()
              .setPrompt("a red fox in snow")
              .setOptions(JobOptions.newBuilder().setRequestId("a\0b"))
              .build();
      assertThat(Refusal.of(() -> server.images().edit(edit)).fields())
          .contains("options.request_id");
    }
  }

  /** What must be delivered of a job's life after its first event, to the end. */
  private static List<JobEvent> watch(RunningEasel server, String job) {
    WatchJobRequest watch = WatchJobRequest.newBuilder().setJobId(job).setAfterSequence(1).build();
    List<JobEvent> events = new ArrayList<>();
    server
        .images()
        .watchJob(watch)
        .forEachRemaining(message -> {
          JobEvent event = message.getEvent();
          if (event.hasStateChange() || event.hasAttempt() || event.hasResult()) {
            events.add(event);
          }
        });
    return events;
  }

  private static Job.State end(List<JobEvent> events) {
    return events.getLast().getStateChange().getState();
  }

  @Test
  void aJobIsWatchedThroughAnyServerWhateverBecomesOfTheListeners() throws Exception {
    try (RunningEasel first = first(Duration.ofSeconds(2));
        RunningEasel second = second(first);
        ScheduledExecutorService saboteur = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> sabotage =
          saboteur.scheduleAtFixedRate(
              () -> Listeners.kill(database), 0, 300, TimeUnit.MILLISECONDS);
      for (int i = 0; i < 3; i++) {
        Job job = first.images().generate(fox("r" + i)).getJob();
        List<JobEvent> elsewhere = watch(second, job.getId());
        assertThat(elsewhere).isEqualTo(watch(first, job.getId()));
        assertThat(end(elsewhere)).isEqualTo(Job.State.STATE_SUCCEEDED);
      }
      assertThat(sabotage).isNotDone();
      saboteur.shutdownNow();
    }
  }

  @Test
  void aRequestIsTheSameJobThroughAnyServer() throws Exception {
    try (RunningEasel first = first(Duration.ofMillis(20));
        RunningEasel second = second(first)) {
      Job job = first.images().generate(fox("r")).getJob();
      assertThat(second.images().generate(fox("r")).getJob().getId()).isEqualTo(job.getId());
      watch(second, job.getId());
      assertThat(first.submits()).isEqualTo(1);
    }
  }

  @Test
  void aJobIsCancelledThroughAnyServer() throws Exception {
    try (RunningEasel first = first(Duration.ofSeconds(20));
        RunningEasel second = second(first)) {
      Job job = first.images().generate(fox("r")).getJob();
      second.images().cancelJob(CancelJobRequest.newBuilder().setJobId(job.getId()).build());
      assertThat(end(watch(second, job.getId()))).isEqualTo(Job.State.STATE_CANCELLED);
    }
  }

  @Test
  void whatALeavingServerDroveIsFinishedByAnotherWithoutASecondSubmit() throws Exception {
    try (RunningEasel first = first(Duration.ofSeconds(4));
        RunningEasel second = second(first)) {
      Job job = first.images().generate(fox("r")).getJob();
      while (first.submits() == 0) {
        Thread.sleep(20);
      }
      first.easel().close();
      List<JobEvent> events = watch(second, job.getId());
      assertThat(end(events)).isEqualTo(Job.State.STATE_SUCCEEDED);
      assertThat(events).extracting(JobEvent::getSequence).doesNotHaveDuplicates().isSorted();
      assertThat(
              second
                  .images()
                  .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
                  .getJob()
                  .getState())
          .isEqualTo(Job.State.STATE_SUCCEEDED);
      assertThat(first.submits()).isEqualTo(1);
    }
  }

  @Test
  void aReportThatComesToAnotherServerTellsWhatALostAnswerDidNot() throws Exception {
    Map<String, String> reached = CallbackAddresses.atOwnPort();
    Map<String, String> at = CallbackAddresses.at(reached.getOrDefault("callbacks.url", ""));
    try (RunningEasel first = first(Duration.ofMillis(500), at);
        RunningEasel second = second(first, reached)) {
      Job job =
          first
              .images()
              .generate(
                  fox("r").toBuilder().setPrompt("a red fox in snow sandbox:reset_after").build())
              .getJob();
      Instant begin = Instant.now();
      assertThat(end(watch(first, job.getId()))).isEqualTo(Job.State.STATE_SUCCEEDED);
      assertThat(end(watch(second, job.getId()))).isEqualTo(Job.State.STATE_SUCCEEDED);
      // The first would wait for two minutes, and show its callers nothing else meanwhile.
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
      assertThat(first.submits()).isEqualTo(1);
    }
  }
}
