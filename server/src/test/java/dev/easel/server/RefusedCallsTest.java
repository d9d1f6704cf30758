package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import dev.easel.server.config.StartupException;
import dev.easel.v1.Background;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Quality;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.Size;
import dev.easel.v1.WatchJobRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller is told when a call cannot be served. */
@TestInstance(Lifecycle.PER_CLASS)
final class RefusedCallsTest {
  private static final GenerateRequest FOX =
      GenerateRequest.newBuilder().setPrompt("a red fox in snow").setModel("gpt-image-1").build();

  private RunningEasel running;

  @BeforeAll
  void start(@TempDir Path data) throws StartupException {
    running = RunningEasel.start(data, Duration.ofMillis(200), Map.of());
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private Job finished(GenerateRequest request) {
    JobOptions options =
        request.getOptions().toBuilder()
            .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(20))
            .build();
    return running.images().generate(request.toBuilder().setOptions(options).build()).getJob();
  }

  private ReadBlobResponse read(String blobId, long offset, long limit) {
    return running
        .blobs()
        .readBlob(
            ReadBlobRequest.newBuilder()
                .setBlobId(blobId)
                .setReadOffset(offset)
                .setReadLimitBytes(limit)
                .build())
        .next();
  }

  @Test
  void aCursorFromTheFutureIsOutOfRange() {
    Job job = finished(FOX);
    WatchJobRequest future =
        WatchJobRequest.newBuilder().setJobId(job.getId()).setAfterSequence(10_000).build();
    Refusal refused = Refusal.of(() -> running.images().watchJob(future).next());
    assertThat(refused.code()).isEqualTo(Status.Code.OUT_OF_RANGE);
    assertThat(refused.reason()).isEqualTo("SEQUENCE_IN_FUTURE");
  }

  @Test
  void everyBadFieldIsToldAtOnceAndNothingReachesTheSeller() {
    long before = running.submits();
    Refusal refused =
        Refusal.of(() ->
            finished(
                GenerateRequest.newBuilder()
                    .setModel("gpt-image-1")
                    .setOutput(
                        OutputSpec.newBuilder()
                            .setCount(9)
                            .setSize(Size.newBuilder().setWidth(7).setHeight(7))
                            .setQuality(Quality.QUALITY_MAX)
                            .setBackground(Background.BACKGROUND_TRANSPARENT)
                            .setFormat(ImageFormat.IMAGE_FORMAT_JPEG))
                    .setOptions(JobOptions.newBuilder().addProviders("fal"))
                    .build()));
    assertThat(refused.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.fields())
        .containsExactlyInAnyOrder(
            "prompt",
            "output.count",
            "output.size",
            "output.quality",
            "output.background",
            "output.format");
    assertThat(running.submits()).isEqualTo(before);
  }

  @Test
  void aPromptOf32000CodePointsIsTakenAndOneMoreIsNot() {
    String longest = "🦊".repeat(32_000);
    assertThat(finished(FOX.toBuilder().setPrompt(longest).build()).getState())
        .isEqualTo(Job.State.STATE_SUCCEEDED);
    Refusal refused = Refusal.of(() -> finished(FOX.toBuilder().setPrompt(longest + "x").build()));
    assertThat(refused.reason()).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void whatTheServerDoesNotUnderstandIsRefused() {
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    Refusal field = Refusal.of(() -> finished(FOX.toBuilder().setUnknownFields(newer).build()));
    assertThat(field.reason()).isEqualTo("FIELD_NOT_UNDERSTOOD");
    Refusal value =
        Refusal.of(() ->
            finished(
                FOX.toBuilder().setOutput(OutputSpec.newBuilder().setQualityValue(99)).build()));
    assertThat(value.detail(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("output.quality");
  }

  @Test
  void anUnknownModelIsNotFound() {
    Refusal refused = Refusal.of(() -> finished(FOX.toBuilder().setModel("dall-e-9").build()));
    assertThat(refused.code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused.reason()).isEqualTo("MODEL_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "../../etc/passwd", "01ARZ3NDEKTSV4RRFFQ69G5FAV"})
  void anUnknownJobOrBlobIsNotFound(String id) {
    GetJobRequest job = GetJobRequest.newBuilder().setJobId(id).build();
    assertThat(Refusal.of(() -> running.images().getJob(job)).reason()).isEqualTo("JOB_NOT_FOUND");
    assertThat(Refusal.of(() -> read(id, 0, 0)).reason()).isEqualTo("BLOB_NOT_FOUND");
  }

  @Test
  void aJobOrBlobThatIsNotNamedIsToldTogetherWithWhateverElseIsWrong() {
    WatchJobRequest nameless = WatchJobRequest.newBuilder().setAfterSequence(-1).build();
    assertThat(Refusal.of(() -> running.images().watchJob(nameless).next()).fields())
        .containsExactly("after_sequence", "job_id");
    assertThat(
            Refusal.of(() -> running.images().cancelJob(CancelJobRequest.getDefaultInstance()))
                .fields())
        .containsExactly("job_id");
    assertThat(
            Refusal.of(() -> running.images().deleteJob(DeleteJobRequest.getDefaultInstance()))
                .fields())
        .containsExactly("job_id");
    assertThat(Refusal.of(() -> read("", -1, -1)).fields())
        .containsExactly("read_offset", "read_limit_bytes", "blob_id");
  }

  @Test
  void aCallThatCarriesAKeyIsNotServedByAnInstanceThatTakesNone() {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER), "sk-canary");
    Refusal refused =
        Refusal.of(() ->
            running
                .images()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .generate(FOX.toBuilder().setModel("gpt-image-1.5").build()));
    assertThat(refused.reason()).isEqualTo("NO_ELIGIBLE_PROVIDER");
    assertThat(refused.exception().toString()).doesNotContain("sk-canary");
  }

  @Test
  void aRefusalStaysSmallHoweverMuchIsWrong() {
    JobOptions.Builder options = JobOptions.newBuilder();
    for (int i = 0; i < 300; i++) {
      options.putLabels("l".repeat(100) + i, "v".repeat(300));
    }
    Refusal refused = Refusal.of(() -> finished(FOX.toBuilder().setOptions(options).build()));
    assertThat(refused.reason()).isEqualTo("REQUEST_INVALID");
    assertThat(refused.status().getSerializedSize()).isLessThan(4 << 10);
  }
}
