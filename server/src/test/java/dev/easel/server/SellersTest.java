package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.config.StartupException;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.BlobHeader;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.Cost;
import dev.easel.v1.CostItem;
import dev.easel.v1.EditRequest;
import dev.easel.v1.Failure;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageSource;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Preview;
import dev.easel.v1.Quality;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every seller through the contract, from the call to the bill. */
@TestInstance(Lifecycle.PER_CLASS)
final class SellersTest {
  private static final ByteString PNG =
      ByteString.copyFrom(Pictures.of(ImageFormat.PNG, new Size(512, 512)));
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER);

  private RunningEasel running;

  @BeforeAll
  void start(@TempDir Path data) throws StartupException {
    running =
        RunningEasel.start(
            data,
            Duration.ofMillis(100),
            Map.of(
                "providers.lumenfall.kind", "openai",
                "providers.lumenfall.preset", "lumenfall",
                "providers.azure.kind", "openai",
                "providers.azure.preset", "azure"));
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private static JobOptions.Builder at(String provider) {
    return JobOptions.newBuilder()
        .addProviders(provider)
        .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(20));
  }

  private static GenerateRequest.Builder fox(String provider, String model) {
    return GenerateRequest.newBuilder()
        .setPrompt("a red fox in snow")
        .setModel(model)
        .setOptions(at(provider));
  }

  private static EditRequest.Builder edit(String provider, String model) {
    return EditRequest.newBuilder()
        .setPrompt("in snow")
        .setModel(model)
        .addImages(ImageSource.newBuilder().setInlineBytes(PNG))
        .setOptions(at(provider));
  }

  private static Job succeeded(Job job) {
    assertThat(job.getState()).as("%s", job.getFailure()).isEqualTo(Job.State.STATE_SUCCEEDED);
    return job;
  }

  private dev.easel.v1.ImageServiceGrpc.ImageServiceBlockingStub withKey(String key) {
    Metadata metadata = new Metadata();
    metadata.put(KEY, key);
    return running.images().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  @ParameterizedTest
  @CsvSource({
    "fal, gpt-image-1",
    "fal, gpt-image-1-mini",
    "fal, gpt-image-1.5",
    "fal, gpt-image-2",
    "openai, gpt-image-1",
    "openai, gpt-image-1-mini",
    "openai, gpt-image-1.5",
    "openai, gpt-image-2",
    "openai, gpt-image-2.5-flare",
    "openai, gpt-image-2.5-sunburst",
    "lumenfall, gpt-image-1",
    "lumenfall, gpt-image-1.5",
    "azure, gpt-image-1",
    "azure, gpt-image-2"
  })
  void everyModelIsDrawnAndEditedWhereItIsSold(String provider, String model) {
    Job drawn = succeeded(running.images().generate(fox(provider, model).build()).getJob());
    assertThat(drawn.getProvider()).isEqualTo(provider);
    assertThat(drawn.getResults(0).getImage().getWidth()).isPositive();
    Job edited = succeeded(running.images().edit(edit(provider, model).build()).getJob());
    assertThat(edited.getAttempts(0).getProviderRequestId()).isNotEmpty();
  }

  @Test
  void openAiIsBilledByTheTokensItCounts() {
    Job job =
        succeeded(
            running
                .images()
                .generate(
                    fox("openai", "gpt-image-1")
                        .setOutput(
                            OutputSpec.newBuilder()
                                .setSize(
                                    dev.easel.v1.Size.newBuilder().setWidth(1024).setHeight(1024))
                                .setQuality(Quality.QUALITY_MEDIUM))
                        .build())
                .getJob());
    assertThat(job.getCost().getBasis()).isEqualTo(Cost.Basis.BASIS_COMPUTED);
    assertThat(job.getCost().getItemsList())
        .filteredOn(item -> item.getUnit().equals("output_image_token"))
        .extracting(CostItem::getQuantity)
        .containsExactly("1056");
    assertThat(job.getCost().getAmount().getNanos()).isBetween(42_240_000, 43_000_000);
  }

  @Test
  void lumenfallIsBilledByWhatItStates() {
    Job job =
        succeeded(running.images().generate(fox("lumenfall", "gpt-image-1").build()).getJob());
    assertThat(job.getCost().getBasis()).isEqualTo(Cost.Basis.BASIS_REPORTED);
    assertThat(job.getCost().getAmount().getNanos()).isPositive();
  }

  @Test
  void previewsComeWhileTheImageIsDrawn(@TempDir Path data) throws StartupException {
    GenerateRequest.Builder request = fox("openai", "gpt-image-1");
    request.getOptionsBuilder().setPreviewCount(2).clearWait();
    List<Preview> previews = new ArrayList<>();
    // A second lies between one preview and the next, and between the last and the end.
    try (RunningEasel slow = RunningEasel.start(data, Duration.ofSeconds(3), Map.of())) {
      Job job = slow.images().generate(request.build()).getJob();
      slow.images()
          .watchJob(
              WatchJobRequest.newBuilder().setJobId(job.getId()).setIncludePreviews(true).build())
          .forEachRemaining(message -> {
            if (message.getEvent().hasPreview()) {
              previews.add(message.getEvent().getPreview());
            }
          });
    }
    // The first may be skipped for the second.
    assertThat(previews).extracting(Preview::getOrdinal).isSorted().doesNotHaveDuplicates();
    assertThat(previews).last().returns(1, Preview::getOrdinal);
    assertThat(previews)
        .allSatisfy(preview ->
            assertThat(
                    !preview.getImage().getInlineBytes().isEmpty()
                        || !preview.getImage().getBlobId().isEmpty())
                .isTrue());
  }

  @Test
  void aWatcherWhoDoesNotWantPreviewsGetsNone() {
    GenerateRequest.Builder request = fox("openai", "gpt-image-1");
    request.getOptionsBuilder().setPreviewCount(1).clearWait();
    Job job = running.images().generate(request.build()).getJob();
    List<WatchJobResponse> messages = new ArrayList<>();
    running
        .images()
        .watchJob(WatchJobRequest.newBuilder().setJobId(job.getId()).build())
        .forEachRemaining(messages::add);
    assertThat(messages).noneMatch(message -> message.getEvent().hasPreview());
  }

  @Test
  void aCallersOwnKeyIsServedByFalByokAndBilledToTheCaller() {
    GenerateRequest.Builder request = fox("fal-byok", "gpt-image-1");
    Job job = succeeded(withKey("sk-of-the-caller").generate(request.build()).getJob());
    assertThat(job.getProvider()).isEqualTo("fal-byok");
    assertThat(job.hasCost()).isFalse();
    succeeded(withKey("sk-of-the-caller").edit(edit("fal-byok", "gpt-image-1").build()).getJob());
  }

  @Test
  void aCallWithAKeyGoesWhereTheKeyIsTaken() {
    GenerateRequest.Builder request = fox("fal-byok", "gpt-image-1");
    request.getOptionsBuilder().clearProviders();
    Job job = succeeded(withKey("sk-of-the-caller").generate(request.build()).getJob());
    assertThat(job.getProvider()).isEqualTo("fal-byok");
  }

  @Test
  void aMissingKeyIsNamedBeforeAnythingIsSent() {
    long submits = running.submits();
    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> running.images().generate(fox("fal-byok", "gpt-image-1").build()));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal.getStatus().getDescription()).contains("easel-openai-api-key");
    assertThat(running.submits()).isEqualTo(submits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fal", "openai", "azure"})
  void anUploadIsEdited(String provider) throws Exception {
    String blob = upload(PNG);
    EditRequest.Builder request = edit(provider, "gpt-image-1.5").clearImages();
    request.addImages(ImageSource.newBuilder().setBlobId(blob));
    succeeded(running.images().edit(request.build()).getJob());
  }

  @Test
  void aQuoteNamesAPriceOrARefusalForEverySeller() {
    GenerateRequest.Builder request = fox("fal", "gpt-image-1");
    request.getOptionsBuilder().clearProviders();
    List<Quote> quotes =
        running
            .images()
            .quote(QuoteRequest.newBuilder().setGenerate(request).build())
            .getQuotesList();
    assertThat(quotes)
        .extracting(Quote::getProvider)
        .containsExactlyInAnyOrder("fal", "openai", "azure", "lumenfall", "fal-byok");
    assertThat(quotes)
        .filteredOn(quote -> quote.getProvider().equals("fal"))
        .allSatisfy(quote -> assertThat(quote.hasCost()).isTrue());
  }

  @Test
  void aRetiredModelIsToldWithWhatReplacesIt(@TempDir Path data) throws StartupException {
    SandboxOptions today =
        SandboxOptions.defaults()
            .withLatency(Duration.ofMillis(50))
            .withRetirement(LocalDate.of(2026, 11, 21));
    try (RunningEasel retired = RunningEasel.start(data, today, Map.of())) {
      Failure failure =
          retired.images().generate(fox("openai", "gpt-image-1").build()).getJob().getFailure();
      assertThat(failure.getReason()).isEqualTo("MODEL_NOT_FOUND");
      assertThat(failure.getMessage()).contains("gpt-image-2.5-flare");
      assertThat(failure.getCharge()).isEqualTo(Failure.Charge.CHARGE_NONE);
    }
  }

  private String upload(ByteString bytes) throws Exception {
    CompletableFuture<String> id = new CompletableFuture<>();
    StreamObserver<UploadBlobRequest> upload =
        BlobServiceGrpc.newStub(running.channel())
            .uploadBlob(
                new StreamObserver<>() {
                  @Override
                  public void onNext(UploadBlobResponse response) {
                    id.complete(response.getBlob().getId());
                  }

                  @Override
                  public void onError(Throwable problem) {
                    id.completeExceptionally(problem);
                  }

                  @Override
                  public void onCompleted() {}
                });
    upload.onNext(
        UploadBlobRequest.newBuilder()
            .setHeader(BlobHeader.newBuilder().setSizeBytes(bytes.size()))
            .build());
    upload.onNext(UploadBlobRequest.newBuilder().setChunk(bytes).build());
    upload.onCompleted();
    return id.get(20, TimeUnit.SECONDS);
  }
}
