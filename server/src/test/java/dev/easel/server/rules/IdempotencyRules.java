package dev.easel.server.rules;

import static dev.easel.server.rules.Calls.end;
import static dev.easel.server.rules.Calls.error;
import static dev.easel.server.rules.Calls.fox;
import static dev.easel.server.rules.Calls.generate;
import static dev.easel.server.rules.Calls.get;
import static dev.easel.server.rules.Calls.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import dev.easel.server.Pictures;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.v1.BlobHeader;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.CancelJobRequest;
import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.Delivery;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.UploadBlobRequest;
import dev.easel.v1.UploadBlobResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ten rules of repeating a request, in the order of the contract, as callers see them: across a
 * restart or across replicas, as the store allows.
 */
@Timeout(120)
abstract class IdempotencyRules {
  @TempDir private Path folder;
  private final StagedSeller seller = new StagedSeller();
  private Service service;

  abstract Service open(Path folder, StagedSeller seller) throws Exception;

  @BeforeEach
  void open() throws Exception {
    service = open(folder, seller);
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static GenerateRequest with(UnaryOperator<JobOptions.Builder> change) {
    GenerateRequest plain = fox("r");
    return plain.toBuilder().setOptions(change.apply(plain.getOptions().toBuilder())).build();
  }

  private static Job generateWithKey(StagedServer server, String key) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("easel-openai-api-key", Metadata.ASCII_STRING_MARSHALLER), key);
    return server
        .images()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .generate(with(options -> options.addProviders("fal-byok")))
        .getJob();
  }

  private static void assertReused(StagedServer server, GenerateRequest request, Job job)
      throws Exception {
    StatusRuntimeException refusal = refusal(() -> generate(server, request));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(error(refusal).getReason()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(error(refusal).getMetadataMap()).containsEntry("job_id", job.getId());
  }

  @Test
  void rule1ANameIsTheCallersWhateverKeyTheyBring() throws Exception {
    Job job = generateWithKey(service.first(), "sk-one");
    seller.next().succeed();
    assertThat(generateWithKey(service.first(), "sk-other").getId()).isEqualTo(job.getId());
    end(service.first(), job);
    assertThat(generateWithKey(service.other(), "sk-third").getId()).isEqualTo(job.getId());
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule2ARequestIsKnownByWhatItAsksForAndNotByHowItIsAnswered() throws Exception {
    Job job = generate(service.first(), fox("r"));
    seller.next().succeed();
    end(service.first(), job);
    StagedServer other = service.other();
    for (GenerateRequest same :
        List.of(
            with(options -> options.putLabels("colour", "red")),
            with(options -> options.setWait(Duration.newBuilder().setSeconds(1))),
            with(options -> options.setDelivery(Delivery.DELIVERY_INLINE)))) {
      assertThat(generate(other, same).getId()).isEqualTo(job.getId());
    }
    for (GenerateRequest another :
        List.of(
            fox("r").toBuilder().setPrompt("a red fox in rain").build(),
            with(options -> options.setPriority(dev.easel.v1.Priority.PRIORITY_LOW)),
            with(options -> options.setExecutionTimeout(Duration.newBuilder().setSeconds(99))))) {
      assertReused(other, another, job);
    }
    assertThat(job.getExpireTime().getSeconds() - job.getCreateTime().getSeconds())
        .isGreaterThanOrEqualTo(TimeUnit.HOURS.toSeconds(24));
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule3TheSameRequestIsTheSameJobWhateverBecameOfIt() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted().started();
    assertThat(generate(service.first(), fox("r")).getId()).isEqualTo(job.getId());
    StagedServer other = service.other();
    Job running = generate(other, fox("r"));
    assertThat(running.getId()).isEqualTo(job.getId());
    assertThat(running.getState()).isEqualTo(Job.State.STATE_RUNNING);
    service.stage(scene).failed(Fate.FAILED_BILLED, Fault.CONTENT_BLOCKED_OUTPUT);
    end(other, job);
    Job failed = generate(other, fox("r"));
    assertThat(failed.getId()).isEqualTo(job.getId());
    assertThat(failed.getState()).isEqualTo(Job.State.STATE_FAILED);
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule4AnotherRequestUnderTheSameNameIsRefusedAndNamesTheJob() throws Exception {
    Job job = generate(service.first(), fox("r"));
    Scene scene = seller.next().accepted();
    GenerateRequest another = fox("r").toBuilder().setPrompt("a blue door").build();
    assertReused(service.first(), another, job);
    StagedServer other = service.other();
    assertReused(other, another, job);
    service.stage(scene).image().done();
    end(other, job);
    assertReused(other, another, job);
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule5OfManyThatComeAtOnceOneWinsAndAllAreTold() throws Exception {
    StagedServer other = service.other();
    List<StagedServer> servers = service.alive();
    Set<String> jobs = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Job>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        StagedServer server = servers.get(i % servers.size());
        calls.add(threads.submit(() -> generate(server, fox("r"))));
      }
      for (Future<Job> call : calls) {
        jobs.add(call.get().getId());
      }
    }
    assertThat(jobs).hasSize(1);
    seller.next().succeed();
    for (int i = 0; i < 10; i++) {
      jobs.add(generate(other, fox("r")).getId());
    }
    assertThat(jobs).hasSize(1);
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule6ARequestThatIsRefusedLeavesItsNameFree() throws Exception {
    GenerateRequest bad = fox("r").toBuilder().setPrompt("").build();
    assertThat(refusal(() -> generate(service.first(), bad)).getStatus().getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    GenerateRequest unknown = fox("r").toBuilder().setModel("no-such-model").build();
    assertThat(refusal(() -> generate(service.first(), unknown)).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    StagedServer other = service.other();
    Job job = generate(other, fox("r"));
    seller.next().succeed();
    assertThat(end(other, job).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
  }

  @Test
  void rule7AQuoteNeitherReadsNamesNorTakesThem() throws Exception {
    QuoteRequest quote = QuoteRequest.newBuilder().setGenerate(fox("r")).build();
    assertThat(service.first().images().quote(quote).getQuotesList()).isNotEmpty();
    StagedServer other = service.other();
    GenerateRequest another = fox("r").toBuilder().setPrompt("a blue door").build();
    Job job = generate(other, another);
    seller.next().succeed();
    end(other, job);
    assertThat(other.images().quote(quote).getQuotesList()).isNotEmpty();
    assertThat(seller.submits()).isEqualTo(1);
  }

  @Test
  void rule8RequestsWithoutANameAreJobsEach() throws Exception {
    GenerateRequest nameless = with(JobOptions.Builder::clearRequestId);
    Job one = generate(service.first(), nameless);
    seller.next().succeed();
    end(service.first(), one);
    StagedServer other = service.other();
    Job two = generate(other, nameless);
    seller.next().succeed();
    assertThat(two.getId()).isNotEqualTo(one.getId());
    assertThat(end(other, two).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(seller.submits()).isEqualTo(2);
  }

  @Test
  void rule9WhatMayHaveBeenBoughtIsSaidAndNeverBoughtAgain() throws Exception {
    Job lost = generate(service.first(), fox("lost"));
    seller.next().failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE);
    assertThat(end(service.first(), lost).getFailure().getReason())
        .isEqualTo("PROVIDER_OUTCOME_UNKNOWN");
    Job known = generate(service.first(), fox("known"));
    seller.next().accepted().started();
    StagedServer successor = service.successor();
    assertThat(generate(successor, fox("lost")).getFailure().getReason())
        .isEqualTo("PROVIDER_OUTCOME_UNKNOWN");
    // By its handle work is looked for as often as need be.
    seller.next().image().done();
    assertThat(end(successor, known).getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    assertThat(seller.submits()).isEqualTo(2);
  }

  @Test
  void rule10CancellingDeletingAndUploadingMayBeRepeated() throws Exception {
    Job job = generate(service.first(), fox("r"));
    seller.next().succeed();
    Job over = end(service.first(), job);
    byte[] picture = Pictures.of(ImageFormat.PNG, new Size(64, 64));
    String upload = upload(service.first(), picture);
    assertThat(upload(service.first(), picture)).isEqualTo(upload);
    StagedServer other = service.other();
    for (int i = 0; i < 2; i++) {
      assertThat(
              other
                  .images()
                  .cancelJob(CancelJobRequest.newBuilder().setJobId(job.getId()).build())
                  .getJob())
          .isEqualTo(over);
    }
    DeleteJobRequest delete = DeleteJobRequest.newBuilder().setJobId(job.getId()).build();
    other.images().deleteJob(delete);
    assertThat(refusal(() -> other.images().deleteJob(delete)).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal(() -> get(other, job)).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    // Uploads count where they were made, for now.
    StagedServer where = service.sharesImages() ? other : service.first();
    assertThat(upload(where, picture)).isEqualTo(upload);
  }

  private static String upload(StagedServer server, byte[] picture) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StreamObserver<UploadBlobRequest> call =
        BlobServiceGrpc.newStub(server.channel())
            .uploadBlob(
                new StreamObserver<UploadBlobResponse>() {
                  @Override
                  public void onNext(UploadBlobResponse response) {
                    answer.complete(response.getBlob().getId());
                  }

                  @Override
                  public void onError(Throwable thrown) {
                    answer.completeExceptionally(thrown);
                  }

                  @Override
                  public void onCompleted() {}
                });
    BlobHeader header = BlobHeader.newBuilder().setSizeBytes(picture.length).build();
    call.onNext(UploadBlobRequest.newBuilder().setHeader(header).build());
    call.onNext(UploadBlobRequest.newBuilder().setChunk(ByteString.copyFrom(picture)).build());
    call.onCompleted();
    return answer.get(20, TimeUnit.SECONDS);
  }
}
