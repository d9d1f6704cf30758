package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.api.UploadCall;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.Blob;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.EditRequest;
import dev.easel.v1.Failure;
import dev.easel.v1.ImageSource;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that the disk has changed: no seller has it whole, and nothing is bought. */
final class DamagedSourceTest {
  private static final byte[] SMALL = Pictures.of(ImageFormat.PNG, new Size(64, 64));

  @TempDir private Path data;

  private Blob damaged(RunningEasel running, byte[] image) throws Exception {
    Blob blob =
        UploadCall.begin(BlobServiceGrpc.newStub(running.channel()))
            .header(image.length)
            .chunk(image)
            .end()
            .blob();
    String name = blob.getId().substring(0, 2) + "/" + blob.getId() + ".image";
    Bytes.flip(data.resolve("blobs").resolve(name), image.length / 2);
    return blob;
  }

  private static EditRequest edit(String provider, String source) {
    return EditRequest.newBuilder()
        .setPrompt("in snow")
        .setModel("gpt-image-1")
        .addImages(ImageSource.newBuilder().setBlobId(source))
        .setOptions(
            JobOptions.newBuilder()
                .addProviders(provider)
                .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(20)))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fal", "openai"})
  void itsEditFailsBeforeAnythingIsBought(String provider) throws Exception {
    for (byte[] image : List.of(SMALL, Pictures.noisy(700_000))) {
      failsBeforeAnythingIsBought(provider, image);
    }
  }

  private void failsBeforeAnythingIsBought(String provider, byte[] image) throws Exception {
    try (RunningEasel running = RunningEasel.start(data, Duration.ofMillis(20), Map.of())) {
      Blob source = damaged(running, image);
      Job job = running.images().edit(edit(provider, source.getId())).getJob();
      assertThat(job.getState()).isEqualTo(Job.State.STATE_FAILED);
      Failure failure = job.getFailure();
      assertThat(failure.getCharge()).as("%s", failure).isEqualTo(Failure.Charge.CHARGE_NONE);
      assertThat(failure.getRetryable()).as("%s", failure).isFalse();
      assertThat(job.getAttemptsCount()).isEqualTo(1);
      assertThat(running.bought()).isZero();
    }
  }
}
