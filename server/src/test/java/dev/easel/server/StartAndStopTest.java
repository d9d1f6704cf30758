package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.config.StartupException;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.Job;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server starts, or says why it does not, and how it stops. */
final class StartAndStopTest {
  /** Drawn slowly, so that a watch begins before the end however slow the machine is. */
  private static final GenerateRequest SLOW_FOX =
      GenerateRequest.newBuilder()
          .setPrompt("a red fox in snow sandbox:slow=3000")
          .setModel("gpt-image-1")
          .build();

  @Test
  void aPortThatIsTakenIsOneProblemThatSaysWhatToDo(@TempDir Path data) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = Integer.toString(other.getLocalPort());
      assertThatThrownBy(
              () -> RunningEasel.start(data, Duration.ofMillis(10), Map.of("grpc.port", taken)))
          .isInstanceOfSatisfying(
              StartupException.class,
              e ->
                  assertThat(e.problems())
                      .singleElement()
                      .asString()
                      .contains("127.0.0.1:" + taken, "grpc.port"));
    }
  }

  @Test
  void aDataFolderBelongsToOneServer(@TempDir Path data) throws StartupException {
    try (RunningEasel first = RunningEasel.start(data, Duration.ofMillis(10), Map.of())) {
      assertThatThrownBy(() -> RunningEasel.start(data, Duration.ofMillis(10), Map.of()))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("another server");
      assertThat(first.easel().grpcAddress().getPort()).isPositive();
    }
  }

  @Test
  void aDefaultModelThatNobodyOffersIsAProblemAtStart(@TempDir Path data) {
    assertThatThrownBy(() ->
            RunningEasel.start(
                data, Duration.ofMillis(10), Map.of("models.default", "gpt-image-15")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("gpt-image-1.5");
  }

  @Test
  void aStoppingServerLetsItsJobsFinishAndItsWatchersSeeTheEnd(@TempDir Path data)
      throws Exception {
    RunningEasel stopping = RunningEasel.start(data, Duration.ofMillis(50), Map.of());
    Job job = stopping.images().generate(SLOW_FOX).getJob();
    Iterator<WatchJobResponse> stream =
        stopping.images().watchJob(WatchJobRequest.newBuilder().setJobId(job.getId()).build());
    Thread closer = Thread.ofVirtual().start(() -> stopping.easel().close());
    WatchJobResponse last = WatchJobResponse.getDefaultInstance();
    while (stream.hasNext()) {
      last = stream.next();
    }
    assertThat(last.getEvent().getStateChange().getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    closer.join();
    stopping.close();
  }
}
