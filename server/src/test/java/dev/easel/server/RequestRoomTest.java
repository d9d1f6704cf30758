package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.Delivery;
import dev.easel.v1.EditRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ImageSource;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.Preview;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of requests have a budget, which those that never come to an end cannot take away. */
final class RequestRoomTest {
  private static final int BUDGET = 8 << 20;
  private static final int FITTING = BUDGET / StalledCall.SENT;
  private static final GenerateRequest FOX =
      GenerateRequest.newBuilder().setPrompt("a red fox in snow").setModel("gpt-image-1").build();

  @TempDir private Path data;

  private final List<StalledCall> stalled = new ArrayList<>();
  private RunningEasel running;

  @BeforeEach
  void start() throws Exception {
    start(Duration.ofMillis(20));
  }

  private void start(Duration latency) throws Exception {
    running =
        RunningEasel.start(data, latency, Map.of("requests.max-bytes", Integer.toString(BUDGET)));
  }

  @AfterEach
  void stop() throws IOException {
    for (StalledCall call : stalled) {
      call.close();
    }
    running.close();
  }

  private StalledCall stall() throws IOException {
    StalledCall call =
        StalledCall.begin(
            running.easel().grpcAddress().getPort(),
            ImageServiceGrpc.getEditMethod().getFullMethodName());
    stalled.add(call);
    return call;
  }

  private void fill() throws IOException {
    for (int i = 0; i < FITTING; i++) {
      stall();
    }
    int patience = 200;
    for (StalledCall call : stalled) {
      assertThat(call.isRefused(patience)).isFalse();
      // What became of the first has become of all.
      patience = 1;
    }
  }

  /** An edit whose message has nearly a megabyte: a picture and what a JPEG may carry besides. */
  private static EditRequest edit() {
    byte[] jpeg = Pictures.of(ImageFormat.JPEG, new Size(64, 64));
    int end = jpeg.length - 2;
    byte[] large =
        Bytes.join(
            Arrays.copyOf(jpeg, end),
            new byte[900 << 10],
            Arrays.copyOfRange(jpeg, end, jpeg.length));
    return EditRequest.newBuilder()
        .setPrompt("a red fox in snow")
        .setModel("gpt-image-1")
        .addImages(ImageSource.newBuilder().setInlineBytes(ByteString.copyFrom(large)))
        .build();
  }

  private Job finished(GenerateRequest request) {
    return running
        .images()
        .generate(
            request.toBuilder()
                .setOptions(
                    request.getOptions().toBuilder()
                        .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(30)))
                .build())
        .getJob();
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsBegunAndWhatIsSmallGoesOn() throws Exception {
    fill();
    Refusal refused = Refusal.of(() -> running.images().edit(edit()));
    assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused.reason()).isEqualTo("SERVER_OVERLOADED");
    assertThat(refused.detail(RetryInfo.class).getRetryDelay().getSeconds()).isPositive();
    assertThat(running.submits()).isZero();
    assertThat(finished(FOX).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(stall().isRefused(10_000)).isTrue();
  }

  @Test
  void whatIsGoneMakesRoom() throws Exception {
    fill();
    for (StalledCall call : stalled) {
      call.close();
    }
    Job job = editedWhenThereIsRoom();
    assertThat(job.getId()).isNotEmpty();
    // And what was worked off does: were it kept, these would not fit.
    for (int i = 0; i < 2 * FITTING; i++) {
      running.images().edit(edit());
    }
  }

  /** The server hears of a closed connection when it hears of it. */
  private Job editedWhenThereIsRoom() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try {
        return running.images().edit(edit()).getJob();
      } catch (io.grpc.StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        Thread.sleep(50);
      }
    }
    throw new AssertionError("there is no room again");
  }

  /** One that is not read stays in memory, and of watches there may be thousands. */
  @Test
  void previewsAreNamedWhereThereIsNoRoomForTheirBytes() throws Exception {
    GenerateRequest slow =
        FOX.toBuilder()
            .setOptions(JobOptions.newBuilder().addProviders("openai").setPreviewCount(2))
            .build();
    running.close();
    start(Duration.ofSeconds(3));
    fill();
    Job job = running.images().generate(slow).getJob();
    List<Preview> previews = new ArrayList<>();
    running
        .images()
        .watchJob(
            WatchJobRequest.newBuilder().setJobId(job.getId()).setIncludePreviews(true).build())
        .forEachRemaining(message -> {
          if (message.getEvent().hasPreview()) {
            previews.add(message.getEvent().getPreview());
          }
        });
    assertThat(previews)
        .isNotEmpty()
        .allSatisfy(preview -> {
          assertThat(preview.getImage().getInlineBytes()).isEmpty();
          assertThat(preview.getImage().getBlobId()).isNotEmpty();
        });
  }

  @Test
  void anAnswerIsGivenWithoutItsBytesWhereThereIsNoRoomForThem() throws Exception {
    Job job =
        finished(
            FOX.toBuilder()
                .setOptions(JobOptions.newBuilder().setDelivery(Delivery.DELIVERY_INLINE))
                .build());
    assertThat(job.getResults(0).getImage().getInlineBytes()).isNotEmpty();
    fill();
    GetJobRequest get = GetJobRequest.newBuilder().setJobId(job.getId()).build();
    Job without = running.images().getJob(get).getJob();
    assertThat(without.getResults(0).getImage().getInlineBytes()).isEmpty();
    assertThat(without.getResults(0).getImage().getBlobId())
        .isEqualTo(job.getResults(0).getImage().getBlobId());
  }
}
