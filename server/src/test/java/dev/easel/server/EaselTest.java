package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.easel.server.config.StartupException;
import dev.easel.v1.Background;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.Cost;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.Delivery;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Image;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListModelsRequest;
import dev.easel.v1.ListProvidersRequest;
import dev.easel.v1.Model;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.Quality;
import dev.easel.v1.Quote;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.ReadBlobResponse;
import dev.easel.v1.Size;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole server as a caller meets it. */
@TestInstance(Lifecycle.PER_CLASS)
final class EaselTest {
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

  private ByteString read(String blobId, long offset, long limit) {
    Iterator<ReadBlobResponse> chunks =
        running
            .blobs()
            .readBlob(
                ReadBlobRequest.newBuilder()
                    .setBlobId(blobId)
                    .setReadOffset(offset)
                    .setReadLimitBytes(limit)
                    .build());
    ByteString all = ByteString.empty();
    while (chunks.hasNext()) {
      ByteString chunk = chunks.next().getChunk();
      assertThat(chunk.size()).isLessThanOrEqualTo(64 << 10);
      all = all.concat(chunk);
    }
    return all;
  }

  private List<JobEvent> watched(String jobId, long after) {
    List<JobEvent> events = new ArrayList<>();
    Iterator<WatchJobResponse> stream =
        running
            .images()
            .watchJob(WatchJobRequest.newBuilder().setJobId(jobId).setAfterSequence(after).build());
    stream.forEachRemaining(message -> {
      if (message.hasEvent()) {
        events.add(message.getEvent());
      }
    });
    return events;
  }

  private static StatusRuntimeException refused(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("the call was served");
  }

  private static <T extends com.google.protobuf.Message> T detail(
      StatusRuntimeException refused, Class<T> type) throws IOException {
    com.google.rpc.Status status = StatusProto.fromThrowable(refused);
    assertThat(status).isNotNull();
    for (com.google.protobuf.Any any : status.getDetailsList()) {
      if (any.is(type)) {
        return any.unpack(type);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status);
  }

  private static String reason(StatusRuntimeException refused) throws IOException {
    return detail(refused, ErrorInfo.class).getReason();
  }

  @Test
  void aPromptGoesInAndAnImageComesOut() throws Exception {
    Job job =
        finished(
            FOX.toBuilder()
                .setOutput(
                    OutputSpec.newBuilder()
                        .setSize(Size.newBuilder().setWidth(1024).setHeight(1536))
                        .setQuality(Quality.QUALITY_MEDIUM)
                        .setFormat(ImageFormat.IMAGE_FORMAT_JPEG))
                .build());
    assertThat(job.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    Image image = job.getResults(0).getImage();
    assertThat(image.getMediaType()).isEqualTo("image/jpeg");
    ByteString bytes = read(image.getBlobId(), 0, 0);
    assertThat(bytes.size()).isEqualTo((int) image.getSizeBytes());
    assertThat(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()))
        .isEqualTo(image.getSha256().toByteArray());
    assertThat(ImageIO.read(bytes.newInput()).getHeight()).isEqualTo(1536);
    assertThat(image.getWidth()).isEqualTo(1024);
  }

  @Test
  void theFinalCostIsComputedWithTheSellersRounding() {
    Job job =
        finished(
            FOX.toBuilder()
                .setOutput(
                    OutputSpec.newBuilder()
                        .setSize(Size.newBuilder().setWidth(1024).setHeight(1024))
                        .setQuality(Quality.QUALITY_MEDIUM)
                        .setCount(2))
                .build());
    assertThat(job.getCost().getBasis()).isEqualTo(Cost.Basis.BASIS_COMPUTED);
    // Two at $0.042, five words at four tokens of $0.000002, up to the cent.
    assertThat(job.getCost().getAmount().getNanos()).isEqualTo(90_000_000);
    assertThat(job.getQuotedCost().getAmount()).isEqualTo(job.getCost().getAmount());
  }

  @Test
  void aWatchTellsTheWholeStoryInOrderAndEndsWellWithTheTerminalEvent() {
    Job job = running.images().generate(FOX).getJob();
    List<JobEvent> events = watched(job.getId(), 0);
    assertThat(events.getFirst().hasSnapshot()).isTrue();
    assertThat(events).extracting(JobEvent::getSequence).isSorted().doesNotHaveDuplicates();
    JobEvent last = events.getLast();
    assertThat(last.getStateChange().getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(last.getStateChange().getJob().hasCost()).isTrue();
    assertThat(last.getSequence()).isEqualTo(last.getStateChange().getJob().getLatestSequence());
  }

  @Test
  void aWatchResumesAfterAnySequenceWithoutLosingWhatMustBeDelivered() {
    Job job = finished(FOX);
    List<JobEvent> all = watched(job.getId(), 1);
    for (JobEvent event : all) {
      assertThat(watched(job.getId(), event.getSequence()))
          .isEqualTo(all.stream().filter(one -> one.getSequence() > event.getSequence()).toList());
    }
    assertThat(all.stream().filter(JobEvent::hasAttempt)).hasSize(2);
    assertThat(all.stream().filter(JobEvent::hasResult)).hasSize(1);
  }

  @Test
  void aCursorFromTheFutureIsOutOfRange() throws IOException {
    Job job = finished(FOX);
    StatusRuntimeException refused = refused(() -> watched(job.getId(), 10_000));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
    assertThat(reason(refused)).isEqualTo("SEQUENCE_IN_FUTURE");
  }

  @Test
  void everyBadFieldIsToldAtOnceAndNothingReachesTheSeller() throws IOException {
    long before = running.submits();
    StatusRuntimeException refused =
        refused(() ->
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
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(detail(refused, BadRequest.class).getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
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
  void aPromptOf32000CodePointsIsTakenAndOneMoreIsNot() throws IOException {
    String longest = "🦊".repeat(32_000);
    assertThat(finished(FOX.toBuilder().setPrompt(longest).build()).getState())
        .isEqualTo(Job.State.STATE_SUCCEEDED);
    StatusRuntimeException refused =
        refused(() -> finished(FOX.toBuilder().setPrompt(longest + "x").build()));
    assertThat(reason(refused)).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void whatTheServerDoesNotUnderstandIsRefused() throws IOException {
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    StatusRuntimeException field =
        refused(() -> finished(FOX.toBuilder().setUnknownFields(newer).build()));
    assertThat(reason(field)).isEqualTo("FIELD_NOT_UNDERSTOOD");
    StatusRuntimeException value =
        refused(() ->
            finished(
                FOX.toBuilder().setOutput(OutputSpec.newBuilder().setQualityValue(99)).build()));
    assertThat(detail(value, BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("output.quality");
  }

  @Test
  void anUnknownModelIsNotFound() throws IOException {
    StatusRuntimeException refused =
        refused(() -> finished(FOX.toBuilder().setModel("dall-e-9").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(reason(refused)).isEqualTo("MODEL_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nope", "../../etc/passwd", "01ARZ3NDEKTSV4RRFFQ69G5FAV"})
  void anUnknownJobOrBlobIsNotFound(String id) throws IOException {
    assertThat(
            reason(
                refused(() ->
                    running.images().getJob(GetJobRequest.newBuilder().setJobId(id).build()))))
        .isEqualTo("JOB_NOT_FOUND");
    assertThat(reason(refused(() -> read(id, 0, 0)))).isEqualTo("BLOB_NOT_FOUND");
  }

  @Test
  void theSameRequestIdNeverBuysTwice() throws IOException {
    GenerateRequest named =
        FOX.toBuilder()
            .setOptions(JobOptions.newBuilder().setRequestId("order-7").putLabels("a", "b"))
            .build();
    long before = running.submits();
    Job first = finished(named);
    Job second =
        finished(
            named.toBuilder().setOptions(JobOptions.newBuilder().setRequestId("order-7")).build());
    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(running.submits()).isEqualTo(before + 1);
    StatusRuntimeException refused =
        refused(() -> finished(named.toBuilder().setPrompt("a blue door").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(reason(refused)).isEqualTo("REQUEST_ID_REUSED");
  }

  @Test
  void bytesTravelInlineWhereThatWasAskedFor() {
    Job job =
        finished(
            FOX.toBuilder()
                .setOptions(JobOptions.newBuilder().setDelivery(Delivery.DELIVERY_INLINE))
                .build());
    Image image = job.getResults(0).getImage();
    assertThat(image.getInlineBytes()).isEqualTo(read(image.getBlobId(), 0, 0));
  }

  @Test
  void aBlobIsReadFromAnyOffsetUpToAnyLimit() throws IOException {
    Image image = finished(FOX).getResults(0).getImage();
    ByteString whole = read(image.getBlobId(), 0, 0);
    assertThat(read(image.getBlobId(), 70_000, 10)).isEqualTo(whole.substring(70_000, 70_010));
    assertThat(read(image.getBlobId(), whole.size(), 0)).isEmpty();
    assertThat(reason(refused(() -> read(image.getBlobId(), whole.size() + 1L, 0))))
        .isEqualTo("BLOB_OFFSET_PAST_END");
  }

  @Test
  void aCancelledJobEndsAndABoughtImageIsKept() {
    Job job = running.images().generate(FOX).getJob();
    Job cancelled =
        running
            .images()
            .cancelJob(CancelJobRequest.newBuilder().setJobId(job.getId()).build())
            .getJob();
    assertThat(cancelled.getState())
        .isIn(Job.State.STATE_CANCELLING, Job.State.STATE_CANCELLED, Job.State.STATE_SUCCEEDED);
    Job end = watched(job.getId(), 1).getLast().getStateChange().getJob();
    assertThat(end.getState()).isIn(Job.State.STATE_CANCELLED, Job.State.STATE_SUCCEEDED);
    assertThat(end.hasFailure()).isEqualTo(end.getState() == Job.State.STATE_CANCELLED);
  }

  @Test
  void aFinishedJobIsForgottenOnRequestWithItsImages() throws IOException {
    Job job = finished(FOX);
    running.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(job.getId()).build());
    assertThat(reason(refused(() -> watched(job.getId(), 0)))).isEqualTo("JOB_NOT_FOUND");
    assertThat(reason(refused(() -> read(job.getResults(0).getImage().getBlobId(), 0, 0))))
        .isEqualTo("BLOB_NOT_FOUND");
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() {
    for (int i = 0; i < 3; i++) {
      finished(
          FOX.toBuilder().setOptions(JobOptions.newBuilder().putLabels("batch", "list")).build());
    }
    List<Job> listed = new ArrayList<>();
    String token = "";
    do {
      var page =
          running
              .images()
              .listJobs(
                  ListJobsRequest.newBuilder()
                      .setPageSize(2)
                      .setPageToken(token)
                      .putLabels("batch", "list")
                      .build());
      listed.addAll(page.getJobsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed).hasSize(3);
    assertThat(listed)
        .extracting(job -> -job.getCreateTime().getSeconds() * 1e9 - job.getCreateTime().getNanos())
        .isSorted();
  }

  @Test
  void aQuoteCostsNothingAndNamesItsRange() {
    long before = running.submits();
    Quote quote =
        running.images().quote(QuoteRequest.newBuilder().setGenerate(FOX).build()).getQuotes(0);
    assertThat(quote.getProvider()).isEqualTo("fal");
    assertThat(quote.getCost().getMinimumAmount().getNanos()).isEqualTo(20_000_000);
    assertThat(quote.getCost().getAmount().getNanos()).isEqualTo(260_000_000);
    assertThat(running.submits()).isEqualTo(before);
  }

  @Test
  void theCatalogNamesModelsDefaultsAndInstances() {
    List<Model> models =
        running.catalog().listModels(ListModelsRequest.getDefaultInstance()).getModelsList();
    assertThat(models)
        .extracting(Model::getId)
        .contains("gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5");
    assertThat(
            running
                .catalog()
                .listProviders(ListProvidersRequest.getDefaultInstance())
                .getProvidersList())
        .extracting(dev.easel.v1.Provider::getName)
        .contains("fal");
  }

  @Test
  void aCallThatCarriesAKeyIsNotServedByAnInstanceThatTakesNone() throws IOException {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER), "sk-canary");
    StatusRuntimeException refused =
        refused(() ->
            running
                .images()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .generate(FOX.toBuilder().setModel("gpt-image-1.5").build()));
    assertThat(reason(refused)).isEqualTo("NO_ELIGIBLE_PROVIDER");
    assertThat(refused.toString()).doesNotContain("sk-canary");
  }

  @Test
  void healthAnswersForTheServerItsServicesAndItsProviders() throws Exception {
    for (String name : List.of("", "easel.v1.ImageService", "providers/fal")) {
      assertThat(
              HealthGrpc.newBlockingStub(running.channel())
                  .check(HealthCheckRequest.newBuilder().setService(name).build())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI healthz = URI.create("http:/" + running.easel().httpAddress() + "/healthz");
      assertThat(
              http.send(HttpRequest.newBuilder(healthz).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aPortThatIsTakenIsOneProblemThatSaysWhatToDo(@TempDir Path data) {
    String taken = Integer.toString(running.easel().grpcAddress().getPort());
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
  void aRefusalStaysSmallHoweverMuchIsWrong() throws IOException {
    JobOptions.Builder options = JobOptions.newBuilder();
    for (int i = 0; i < 300; i++) {
      options.putLabels("l".repeat(100) + i, "v".repeat(300));
    }
    StatusRuntimeException refused =
        refused(() -> finished(FOX.toBuilder().setOptions(options).build()));
    assertThat(reason(refused)).isEqualTo("REQUEST_INVALID");
    com.google.rpc.Status status = StatusProto.fromThrowable(refused);
    assertThat(status).isNotNull();
    assertThat(status.getSerializedSize()).isLessThan(4 << 10);
  }

  @Test
  void aRepeatedRequestMayAskForItsBytesInAnotherWay() {
    JobOptions named = JobOptions.newBuilder().setRequestId("inline-later").build();
    finished(FOX.toBuilder().setOptions(named).build());
    Job again =
        finished(
            FOX.toBuilder()
                .setOptions(named.toBuilder().setDelivery(Delivery.DELIVERY_INLINE))
                .build());
    assertThat(again.getResults(0).getImage().getInlineBytes()).isNotEmpty();
  }

  @Test
  void aStoppingServerLetsItsJobsFinishAndItsWatchersSeeTheEnd(@TempDir Path data)
      throws Exception {
    RunningEasel stopping = RunningEasel.start(data, Duration.ofMillis(700), Map.of());
    Job job = stopping.images().generate(FOX).getJob();
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
