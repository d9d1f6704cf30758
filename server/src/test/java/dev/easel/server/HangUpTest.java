package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.Failure;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cancel at a seller that can be asked nothing: its connection is all that ties it to the work.
 */
final class HangUpTest {
  /** Shorter than what work that was asked to stop is given to end by itself. */
  private static final int SOON_MILLIS = 10_000;

  @TempDir Path data;

  private ServerSocket seller;
  private RunningEasel running;

  @BeforeEach
  void start() throws Exception {
    seller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    running =
        RunningEasel.start(
            data,
            Duration.ZERO,
            Map.of("sandbox.url", "http://127.0.0.1:" + seller.getLocalPort()));
  }

  @AfterEach
  void stop() throws IOException {
    running.close();
    seller.close();
  }

  @Test
  void theConnectionIsClosedAndNobodyKnowsWhatItCost() throws Exception {
    Job job = begin();
    try (Socket connection = seller.accept()) {
      connection.setSoTimeout(SOON_MILLIS);
      assertThat(connection.getInputStream().read()).isPositive();
      cancel(job);
      assertThat(isClosed(connection)).isTrue();
    }
    Job end = end(job);
    assertThat(end.getState()).isEqualTo(Job.State.STATE_CANCELLED);
    assertThat(end.getFailure().getReason()).isEqualTo("CANCELLED_BY_CALLER");
    assertThat(end.getFailure().getCharge()).isEqualTo(Failure.Charge.CHARGE_UNSPECIFIED);
    assertThat(end.hasCost()).isFalse();
  }

  @Test
  void anImageThatHasBegunToComeIsBoughtAndKept() throws Exception {
    byte[] image = Pictures.noisy(1 << 20);
    byte[] answer = answer(image);
    Job job = begin();
    try (Socket connection = seller.accept()) {
      connection.setSoTimeout(SOON_MILLIS);
      assertThat(connection.getInputStream().read()).isPositive();
      OutputStream out = connection.getOutputStream();
      out.write(answer, 0, answer.length / 2);
      out.flush();
      awaitUnfinishedImage();
      assertThat(cancel(job).getState()).isEqualTo(Job.State.STATE_CANCELLING);
      out.write(answer, answer.length / 2, answer.length - answer.length / 2);
      out.flush();
      Job end = end(job);
      assertThat(end.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
      assertThat(end.getResults(0).getImage().getSizeBytes()).isEqualTo(image.length);
    }
  }

  private Job begin() {
    return running
        .images()
        .generate(
            GenerateRequest.newBuilder()
                .setPrompt("a heron in the reeds")
                .setModel("gpt-image-1.5")
                .setOptions(JobOptions.newBuilder().addProviders("openai"))
                .build())
        .getJob();
  }

  private Job cancel(Job job) {
    return running
        .images()
        .cancelJob(CancelJobRequest.newBuilder().setJobId(job.getId()).build())
        .getJob();
  }

  private Job end(Job job) {
    return running
        .images()
        .getJob(
            GetJobRequest.newBuilder()
                .setJobId(job.getId())
                .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(20))
                .build())
        .getJob();
  }

  /** Whether the other side ends the connection in time; it may still send of its request first. */
  private static boolean isClosed(Socket connection) throws IOException {
    try {
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private void awaitUnfinishedImage() throws Exception {
    Path unfinished = data.resolve("blobs").resolve("unfinished");
    while (true) {
      try (Stream<Path> files = Files.list(unfinished)) {
        if (files.findAny().isPresent()) {
          return;
        }
      }
      Thread.sleep(5);
    }
  }

  private static byte[] answer(byte[] image) {
    String body =
        "{\"created\":1,\"data\":[{\"b64_json\":\""
            + Base64.getEncoder().encodeToString(image)
            + "\"}]}";
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
