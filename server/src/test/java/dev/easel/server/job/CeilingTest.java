package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Models;
import dev.easel.server.Pictures;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Source;
import dev.easel.spi.Fate;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Size;
import dev.easel.spi.Usd;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller's ceiling holds against the sources that are really sent. */
final class CeilingTest {
  private static final URI URL = URI.create("https://images.example/panorama.png");

  /** Above what a source of ordinary shape can come to, far below what sixteen tiles do. */
  private static final Usd CEILING = Usd.parse("0.10");

  private final ScriptedProvider fal = new ScriptedProvider();

  @TempDir Path folder;

  private EngineRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new EngineRig(folder, Map.of("fal", fal));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void show(Size size) {
    rig.links.show(
        URL,
        (owner, expireTime) -> {
          try (BlobWriter writer = rig.blobs.create(owner, BlobPurpose.SOURCE, expireTime)) {
            writer.write(ByteBuffer.wrap(Pictures.of(ImageFormat.PNG, size)));
            return writer.commit();
          }
        });
  }

  private Job edit(Optional<Usd> maxCost) throws InterruptedException {
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            unset.requestId(),
            unset.providers(),
            unset.executionTimeout(),
            maxCost,
            unset.delivery(),
            unset.priority(),
            unset.previewCount(),
            unset.endUser(),
            unset.labels());
    JobRequest request =
        new JobRequest(
            Operation.EDIT,
            "in snow",
            Models.MODEL,
            OutputSpec.unset(),
            new EditInput(List.of(new Source.Linked(URL)), Optional.empty(), Optional.empty()),
            options);
    return rig.end(rig.intake.submit(Caller.LOCAL, request, List.of(Sample.route("fal", 1)), null));
  }

  @Test
  void aSourceDearerThanItsUrlLetExpectEndsTheJobBeforeAnythingIsBought() throws Exception {
    show(new Size(1024, 64));
    Job job = edit(Optional.of(CEILING));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    Failure failure = job.failure().orElseThrow();
    assertThat(failure.reason()).isEqualTo(Reason.MAX_COST_EXCEEDED);
    assertThat(failure.charge()).isEqualTo(Fate.Charge.NONE);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.message()).contains("fal", "0.26", "0.1");
    assertThat(job.cost().orElseThrow().amount()).isEqualTo(Usd.ZERO);
    assertThat(fal.submits).hasValue(0);
  }

  @Test
  void aSourceOfOrdinaryShapeIsBought() throws Exception {
    show(new Size(64, 64));
    fal.then(ScriptedProvider.succeed());
    assertThat(edit(Optional.of(CEILING)).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void underACeilingTheSellerGetsTheBytesThatWerePricedAndNotTheirUrl() throws Exception {
    show(new Size(64, 64));
    fal.preparation =
        (sources, call) -> assertThat(sources.images().getFirst().publicUrl()).isEmpty();
    fal.then(ScriptedProvider.succeed());
    assertThat(edit(Optional.of(CEILING)).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.links.fetched).containsExactly(URL);
  }

  @Test
  void withoutACeilingAnySizeIsBought() throws Exception {
    show(new Size(1024, 64));
    fal.then(ScriptedProvider.succeed());
    assertThat(edit(Optional.empty()).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(rig.links.fetched).isEmpty();
  }
}
