package dev.easel.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.CallbackAddresses;
import dev.easel.server.Easel;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.v1.GenerateRequest;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.Job;
import dev.easel.v1.JobOptions;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.WatchJobRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tokens of callbacks' addresses, and what they are made with, are told to the seller alone.
 */
final class CallbackSecrecyTest {
  private static final Pattern TOKEN =
      Pattern.compile("fal_webhook=\\S*%2Fv1%2Fcallbacks%2Ffal%2F\\w{26}%2F1%2F([\\w-]{43})");
  private static final List<String> WAYS =
      List.of("", "reset_after", "echo=422", "echo=500", "echo_html=502", "status=503");

  private final Sinks sinks = new Sinks();

  @Test
  void noTokenIsFoundInAnySink(@TempDir Path data) throws Exception {
    List<String> tokens;
    try (LoudLogs _ = new LoudLogs(sinks);
        Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(20)));
        Wiretap tap = Wiretap.before(sandbox.uri())) {
      serve(data, tap);
      tokens = tap.requests().stream().flatMap(CallbackSecrecyTest::token).distinct().toList();
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sinks.add("files", Files.readAllBytes(file));
      }
    }
    assertThat(tokens).hasSize(WAYS.size());
    List<Canary> canaries =
        Stream.concat(tokens.stream(), Stream.of(CallbackAddresses.SECRET))
            .map(text -> new Canary("token", text, List.of(text, text.substring(0, 20))))
            .toList();
    Search search = new Search(canaries);
    Map<String, Object> found = new TreeMap<>();
    sinks.all().forEach((sink, bytes) -> found.put(sink, search.in(bytes)));
    assertThat(found).containsOnlyKeys("configuration", "events", "files", "jobs", "log");
    assertThat(found.values())
        .allSatisfy(hits -> assertThat(hits).isEqualTo(new java.util.TreeSet<>()));
  }

  private static Stream<String> token(RecordedRequest request) {
    return TOKEN.matcher(request.line()).results().map(found -> found.group(1));
  }

  private void serve(Path data, Wiretap tap) throws Exception {
    Map<String, String> flags = new HashMap<>(CallbackAddresses.atOwnPort());
    flags.put("grpc.port", "0");
    flags.put("data.folder", data.toString());
    flags.put("sandbox.url", tap.uri().toString());
    Configuration configuration =
        Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), flags));
    sinks.add("configuration", configuration.render());
    sinks.add("configuration", configuration);
    try (Easel easel = Easel.start(configuration)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(easel.grpcAddress()).usePlaintext().build();
      try {
        call(ImageServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS));
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private void call(ImageServiceGrpc.ImageServiceBlockingStub images) {
    List<Job> jobs =
        WAYS.stream()
            .map(way -> "a fox" + (way.isEmpty() ? "" : " sandbox:" + way))
            .map(prompt -> images.generate(request(prompt)).getJob())
            .toList();
    // The others wait for reports that do not come.
    for (Job job : jobs.subList(0, 3)) {
      images
          .watchJob(WatchJobRequest.newBuilder().setJobId(job.getId()).build())
          .forEachRemaining(event -> sinks.add("events", event));
    }
    sinks.add("jobs", images.listJobs(ListJobsRequest.getDefaultInstance()));
  }

  private static GenerateRequest request(String prompt) {
    return GenerateRequest.newBuilder()
        .setPrompt(prompt)
        .setModel("gpt-image-1")
        .setOptions(JobOptions.newBuilder().addProviders("fal"))
        .build();
  }
}
