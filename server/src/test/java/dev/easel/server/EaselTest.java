package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.easel.server.config.StartupException;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.Cost;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.Delivery;
import dev.easel.v1.GenerateRequest;
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
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
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
    // Taken so late that the watch begins before, however slow the machine is.
    GenerateRequest late =
        FOX.toBuilder().setPrompt(FOX.getPrompt() + " sandbox:slow=3000").build();
    Job job = running.images().generate(late).getJob();
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
  void theSameRequestIdNeverBuysTwice() {
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
    Refusal refused =
        Refusal.of(() -> finished(named.toBuilder().setPrompt("a blue door").build()));
    assertThat(refused.code()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(refused.reason()).isEqualTo("REQUEST_ID_REUSED");
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
  void aBlobIsReadFromAnyOffsetUpToAnyLimit() {
    Image image = finished(FOX).getResults(0).getImage();
    ByteString whole = read(image.getBlobId(), 0, 0);
    assertThat(read(image.getBlobId(), 70_000, 10)).isEqualTo(whole.substring(70_000, 70_010));
    assertThat(read(image.getBlobId(), whole.size(), 0)).isEmpty();
    assertThat(Refusal.of(() -> read(image.getBlobId(), whole.size() + 1L, 0)).reason())
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
  void aFinishedJobIsForgottenOnRequestWithItsImages() {
    Job job = finished(FOX);
    running.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(job.getId()).build());
    assertThat(Refusal.of(() -> watched(job.getId(), 0)).reason()).isEqualTo("JOB_NOT_FOUND");
    assertThat(Refusal.of(() -> read(job.getResults(0).getImage().getBlobId(), 0, 0)).reason())
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
}
