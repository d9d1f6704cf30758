package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.RunningEasel;
import dev.easel.server.domain.BlobId;
import dev.easel.v1.Delivery;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.GetJobRequest;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ListJobsRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a link work is told to the job's caller alone, however its use goes wrong. */
final class LinkSecrecyTest {
  private final Sinks sinks = new Sinks();
  private final List<String> signatures = new ArrayList<>();

  @Test
  void noSignatureAndNoKeyIsFoundInAnySink(@TempDir Path data) throws Exception {
    String key;
    try (LoudLogs _ = new LoudLogs(sinks);
        RunningEasel running =
            RunningEasel.start(
                data, Duration.ofMillis(20), Map.of("links.url", "http://pictures.example"))) {
      Path file = data.resolve("links.key");
      key = Files.readString(file, ISO_8859_1).strip();
      use(running, data);
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("links.key")) {
          sinks.add("files", Files.readAllBytes(file));
        }
      }
    }
    assertThat(signatures).hasSize(3).doesNotHaveDuplicates();
    List<Canary> canaries =
        Stream.concat(signatures.stream(), Stream.of(key))
            .map(text -> new Canary("signature", text, List.of(text, text.substring(0, 20))))
            .toList();
    Search search = new Search(canaries);
    Map<String, Object> found = new TreeMap<>();
    sinks.all().forEach((sink, bytes) -> found.put(sink, search.in(bytes)));
    assertThat(found).containsOnlyKeys("answers", "files", "jobs", "log");
    assertThat(found.values()).allSatisfy(hits -> assertThat(hits).isEqualTo(new TreeSet<>()));
  }

  private void use(RunningEasel running, Path data) throws Exception {
    Job job =
        running
            .images()
            .generate(
                GenerateRequest.newBuilder()
                    .setPrompt("a fox")
                    .setModel("gpt-image-1")
                    .setOptions(
                        JobOptions.newBuilder()
                            .setDelivery(Delivery.DELIVERY_URL)
                            .setWait(com.google.protobuf.Duration.newBuilder().setSeconds(30)))
                    .build())
            .getJob();
    follow(running, target(job), "bytes=0-");
    follow(running, target(job).substring(0, target(job).length() - 1), "bytes=0-");
    follow(running, target(job), "bytes=99999999-");
    leave(running, target(again(running, job)));
    damage(data, new BlobId(job.getResults(0).getImage().getBlobId()));
    follow(running, target(again(running, job)), "bytes=0-");
    sinks.add("jobs", running.images().listJobs(ListJobsRequest.getDefaultInstance()));
  }

  /** Told a second later, a link is another one. */
  private static Job again(RunningEasel running, Job job) throws InterruptedException {
    Thread.sleep(1_100);
    return running
        .images()
        .getJob(GetJobRequest.newBuilder().setJobId(job.getId()).build())
        .getJob();
  }

  private String target(Job job) {
    URI url = URI.create(job.getResults(0).getImage().getUrl());
    String signature = url.getRawQuery().replaceFirst(".*&signature=", "");
    if (!signatures.contains(signature)) {
      signatures.add(signature);
    }
    return url.getRawPath() + "?" + url.getRawQuery();
  }

  private void follow(RunningEasel running, String target, String range) throws Exception {
    int port = running.easel().httpAddress().getPort();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
              .header("Range", range)
              .build();
      var answer = http.send(request, BodyHandlers.ofString(ISO_8859_1));
      sinks.add("answers", answer.headers().map());
      sinks.add("answers", answer.body());
    } catch (java.io.IOException e) {
      sinks.add("answers", e);
    }
  }

  /** Asks, and is gone before the answer comes. */
  private static void leave(RunningEasel running, String target) throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), running.easel().httpAddress().getPort())) {
        socket.setSoLinger(true, 0);
        socket
            .getOutputStream()
            .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(ISO_8859_1));
        Thread.sleep(i);
      }
    }
  }

  private static void damage(Path data, BlobId id) throws Exception {
    Path file = data.resolve("blobs").resolve(id.value().substring(0, 2)).resolve(id + ".image");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }
}
