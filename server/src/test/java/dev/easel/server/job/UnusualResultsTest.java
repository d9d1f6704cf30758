package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Models;
import dev.easel.server.Pictures;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unfinished images, and images that the seller does not give. */
final class UnusualResultsTest {
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

  private Job submit(int count, int previews) {
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            unset.requestId(),
            unset.providers(),
            unset.executionTimeout(),
            unset.maxCost(),
            unset.delivery(),
            unset.priority(),
            previews,
            unset.endUser(),
            unset.labels());
    JobRequest request =
        JobRequest.generate("a fox", Models.MODEL, Sample.request(count).output(), options);
    return rig.intake.submit(Caller.LOCAL, request, List.of(Sample.route("fal", count)), null);
  }

  private static void preview(ResultSink sink) {
    try (ImageWriter writer = sink.preview(0, 0, ImageFacts.none())) {
      writer.write(ByteBuffer.wrap(Pictures.of(ImageFormat.PNG, new Size(64, 64))));
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome outcome() {
    return new Outcome(Billing.untold(), "m", Optional.empty());
  }

  private static ProviderFailure blocked() {
    return ProviderFailure.of(
        Fate.FAILED_PERHAPS_BILLED, Fault.CONTENT_BLOCKED_OUTPUT, "the picture was blocked");
  }

  private List<JobEvent.Previewed> previews(Job job) {
    return rig.history(job).stream()
        .map(JobEvent::content)
        .filter(JobEvent.Previewed.class::isInstance)
        .map(JobEvent.Previewed.class::cast)
        .toList();
  }

  @Test
  void aPreviewIsToldAndKeptUntilTheWorkIsOver() throws Exception {
    fal.then((sink, call) -> {
      preview(sink);
      ScriptedProvider.image(sink);
      return outcome();
    });
    Job job = rig.end(submit(1, 1));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(previews(job)).hasSize(1);
    rig.left(job);
    assertThat(rig.blobs.find(previews(job).getFirst().blob().id())).isEmpty();
  }

  @Test
  void aPreviewThatNobodyAskedForIsDropped() throws Exception {
    fal.then((sink, call) -> {
      preview(sink);
      ScriptedProvider.image(sink);
      return outcome();
    });
    Job job = rig.end(submit(1, 0));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(previews(job)).isEmpty();
  }

  @Test
  void anImageThatIsNotGivenDoesNotCostTheOthers() throws Exception {
    fal.then((sink, call) -> {
      ScriptedProvider.image(sink);
      sink.refused(1, blocked());
      return outcome();
    });
    Job job = rig.end(submit(2, 0));
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.images()).hasSize(1);
    SlotResult.Missing missing = (SlotResult.Missing) job.results().getLast();
    assertThat(missing.failure().reason()).isEqualTo(Reason.CONTENT_BLOCKED_OUTPUT);
  }

  @Test
  void aJobWithoutAnyImageFailsForTheReasonOfItsFirst() throws Exception {
    fal.then((sink, call) -> {
      sink.refused(0, blocked());
      return outcome();
    });
    Job job = rig.end(submit(1, 0));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.failure().orElseThrow().reason()).isEqualTo(Reason.CONTENT_BLOCKED_OUTPUT);
    assertThat(job.failure().orElseThrow().charge()).isEqualTo(Fate.Charge.UNKNOWN);
    assertThat(job.cost()).isEmpty();
  }
}
