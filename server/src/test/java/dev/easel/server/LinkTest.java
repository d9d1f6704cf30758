package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.v1.DeleteJobRequest;
import dev.easel.v1.Delivery;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Image;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.OutputSpec;
import dev.easel.v1.QuoteRequest;
import dev.easel.v1.ReadBlobRequest;
import dev.easel.v1.WatchJobRequest;
import dev.easel.v1.WatchJobResponse;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to images, from the job that asked for them to the bytes. */
final class LinkTest {
  private static final String BASE = "https://pictures.example/easel";
  private static final GenerateRequest FOX =
      GenerateRequest.newBuilder()
          .setPrompt("a red fox in snow")
          .setModel("gpt-image-1")
          .setOutput(OutputSpec.newBuilder().setCount(2))
          .setOptions(
              JobOptions.newBuilder()
                  .setDelivery(Delivery.DELIVERY_URL)
                  .setRequestId("linked")
                  .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(30)))
          .build();

  @TempDir private Path data;

  private RunningEasel start(Map<String, String> settings) throws Exception {
    return RunningEasel.start(data, Duration.ofMillis(20), settings);
  }

  private static List<Image> images(Job job) {
    assertThat(job.getState()).isEqualTo(Job.State.STATE_SUCCEEDED);
    List<Image> images = new ArrayList<>();
    job.getResultsList().forEach(result -> images.add(result.getImage()));
    assertThat(images).hasSize(2);
    return images;
  }

  private static void checkLinked(Image image) {
    assertThat(image.getUrl())
        .startsWith(BASE + "/v1/blobs/" + image.getBlobId() + "?expires=")
        .contains("?expires=" + image.getUrlExpireTime().getSeconds() + "&");
    Instant end = Instant.ofEpochSecond(image.getUrlExpireTime().getSeconds());
    assertThat(end).isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(600));
  }

  /** A reader follows the link to wherever the port is really reached. */
  private static HttpResponse<byte[]> follow(RunningEasel running, String url) throws Exception {
    assertThat(url).startsWith(BASE + "/");
    URI here =
        URI.create(
            "http://127.0.0.1:"
                + running.easel().httpAddress().getPort()
                + url.substring(BASE.length()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(here).build(), BodyHandlers.ofByteArray());
    }
  }

  private static byte[] read(RunningEasel running, String blobId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    running
        .blobs()
        .readBlob(ReadBlobRequest.newBuilder().setBlobId(blobId).build())
        .forEachRemaining(part -> bytes.writeBytes(part.getChunk().toByteArray()));
    return bytes.toByteArray();
  }

  private static List<JobEvent> watched(RunningEasel running, String job, long after) {
    List<JobEvent> events = new ArrayList<>();
    running
        .images()
        .watchJob(WatchJobRequest.newBuilder().setJobId(job).setAfterSequence(after).build())
        .forEachRemaining((WatchJobResponse response) -> {
          if (response.hasEvent()) {
            events.add(response.getEvent());
          }
        });
    return events;
  }

  @Test
  void aResultCarriesALinkWhereverItsJobIsTold() throws Exception {
    try (RunningEasel running = start(Map.of("links.url", BASE, "links.validity", "10m"))) {
      Job generated = running.images().generate(FOX).getJob();
      String id = generated.getId();
      GetJobRequest get = GetJobRequest.newBuilder().setJobId(id).build();
      List<Image> told = new ArrayList<>(images(generated));
      told.addAll(images(running.images().getJob(get).getJob()));
      told.addAll(images(running.images().generate(FOX).getJob()));
      told.addAll(images(watched(running, id, 0).getFirst().getSnapshot().getJob()));
      List<JobEvent> events = watched(running, id, 1);
      told.addAll(images(events.getLast().getStateChange().getJob()));
      List<JobEvent> results = events.stream().filter(JobEvent::hasResult).toList();
      assertThat(results).hasSize(2);
      results.forEach(event -> told.add(event.getResult().getImage()));
      for (Image image : told) {
        checkLinked(image);
        HttpResponse<byte[]> answer = follow(running, image.getUrl());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(read(running, image.getBlobId()));
      }
      List<Image> listed =
          images(running.images().listJobs(ListJobsRequest.getDefaultInstance()).getJobs(0));
      assertThat(listed).allSatisfy(image -> assertThat(image.getUrl()).isEmpty());
    }
  }

  @Test
  void aLinkOutlivesItsServerAndEndsWithItsJob() throws Exception {
    Job job;
    try (RunningEasel running = start(Map.of("links.url", BASE))) {
      job = running.images().generate(FOX).getJob();
    }
    String url = images(job).getFirst().getUrl();
    try (RunningEasel running = start(Map.of("links.url", BASE))) {
      assertThat(follow(running, url).statusCode()).isEqualTo(200);
      running.images().deleteJob(DeleteJobRequest.newBuilder().setJobId(job.getId()).build());
      assertThat(follow(running, url).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aConfiguredSecretTakesTheKeysPlaceAndAnotherEndsTheLinks() throws Exception {
    Job job;
    try (RunningEasel running = start(Map.of("links.url", BASE, "links.secret", "a".repeat(32)))) {
      job = running.images().generate(FOX).getJob();
    }
    assertThat(data.resolve("links.key")).doesNotExist();
    String url = images(job).getFirst().getUrl();
    try (RunningEasel running = start(Map.of("links.url", BASE, "links.secret", "b".repeat(32)))) {
      assertThat(follow(running, url).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void withoutAnAddressForLinksTheyAreRefusedBeforeAnySpend() throws Exception {
    try (RunningEasel running = start(Map.of())) {
      for (Runnable call :
          List.<Runnable>of(
              () -> running.images().generate(FOX),
              () -> running.images().quote(QuoteRequest.newBuilder().setGenerate(FOX).build()))) {
        Refusal refused = Refusal.of(call);
        assertThat(refused.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.reason()).isEqualTo("OPTION_NOT_SUPPORTED");
        assertThat(refused.fields()).containsExactly("options.delivery");
        assertThat(refused.exception()).hasMessageContaining("links.url");
      }
      assertThat(running.submits()).isZero();
    }
  }

  /** Who asked for links when there were some still gets the images. */
  @Test
  void aJobIsToldWithoutLinksWhenThereAreNoneAnyMore() throws Exception {
    Job job;
    try (RunningEasel running = start(Map.of("links.url", BASE))) {
      job = running.images().generate(FOX).getJob();
    }
    try (RunningEasel running = start(Map.of())) {
      Job now =
          running
              .images()
              .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
              .getJob();
      assertThat(images(now)).allSatisfy(image -> assertThat(image.getUrl()).isEmpty());
      assertThat(follow(running, images(job).getFirst().getUrl()).statusCode()).isEqualTo(404);
    }
  }
}
