package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import dev.easel.server.config.StartupException;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds of the one before it. */
final class RestartTest {
  private static final GenerateRequest FOX =
      GenerateRequest.newBuilder()
          .setPrompt("a red fox in snow")
          .setModel("gpt-image-1")
          .setOptions(
              JobOptions.newBuilder()
                  .setRequestId("fox")
                  .setWait(Duration.newBuilder().setSeconds(20)))
          .build();

  @TempDir private Path data;

  private RunningEasel start(Map<String, String> settings) throws StartupException {
    return RunningEasel.start(data, java.time.Duration.ofMillis(20), settings);
  }

  private Job finishedBefore(Map<String, String> settings) throws StartupException {
    try (RunningEasel before = start(settings)) {
      Job job = before.images().generate(FOX).getJob();
      assertThat(job.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      return get(before, job.getId());
    }
  }

  private static Job get(RunningEasel server, String id) {
    return server.images().getJob(GetJobRequest.newBuilder().setJobId(id).build()).getJob();
  }

  @Test
  void aJobAndItsNameAndItsHistoryAreThereForTheNextServer() throws Exception {
    Job job = finishedBefore(Map.of());
    try (RunningEasel next = start(Map.of())) {
      assertThat(get(next, job.getId())).isEqualTo(job);
      assertThat(next.images().generate(FOX).getJob().getId()).isEqualTo(job.getId());
      assertThat(next.submits()).isZero();
      assertThat(next.images().watchJob(WatchJobRequest.newBuilder().setJobId(job.getId()).build()))
          .toIterable()
          .anyMatch(message -> message.getEvent().getSequence() == job.getLatestSequence());
    }
  }

  @Test
  void whatIsKeptInMemoryIsGone() throws Exception {
    Map<String, String> memory = Map.of("store.kind", "memory");
    Job job = finishedBefore(memory);
    try (RunningEasel next = start(memory)) {
      assertThatThrownBy(() -> get(next, job.getId()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              refused ->
                  assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }
    assertThat(data.resolve("jobs.db")).doesNotExist();
  }

  @Test
  void aDamagedDatabaseIsNamedAndNotReplaced() throws Exception {
    finishedBefore(Map.of());
    try (FileChannel file = FileChannel.open(data.resolve("jobs.db"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(200), 4_096);
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> start(Map.of()).close())
          .isInstanceOf(StartupException.class)
          .hasMessageContaining(data.resolve("jobs.db") + " is damaged");
    }
  }

  @Test
  void anUnknownKindOfStoreIsRefusedWithTheKindsThereAre() {
    assertThatThrownBy(() -> start(Map.of("store.kind", "papyrus")).close())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("store.kind: papyrus is none of sqlite, postgres, memory");
  }
}
