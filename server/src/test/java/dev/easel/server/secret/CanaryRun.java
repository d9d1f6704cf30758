package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.server.Easel;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import dev.easel.spi.Secret;
import dev.easel.v1.CatalogServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import dev.easel.v1.ListJobsRequest;
import dev.easel.v1.ListModelsRequest;
import dev.easel.v1.ListProvidersRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** One run of keys down every way of a real server, with everything that came out of it. */
final class CanaryRun {
  private static final int AT_ONCE = 24;
  private static final List<String> UPLOAD_FAULTS =
      List.of("echo=401", "echo=403", "echo_html=403", "echo=500", "malformed_json", "wrong_type");

  private final Keyring keys;
  private final Sinks sinks = new Sinks();
  private final HttpClient http = HttpClient.newHttpClient();
  private List<RecordedRequest> sent = List.of();
  private List<Secret> held = List.of();
  private int ways;
  private int succeeded;
  private int failed;
  private int unfinished;
  private int refused;

  private CanaryRun(Keyring keys) {
    this.keys = keys;
  }

  static CanaryRun of(Keyring keys, Path data) throws Exception {
    CanaryRun run = new CanaryRun(keys);
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(run.sinks.stream("System.out"), true, UTF_8));
    System.setErr(new PrintStream(run.sinks.stream("System.err"), true, UTF_8));
    try (HttpClient _ = run.http) {
      run.go(data);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return run;
  }

  Sinks sinks() {
    return sinks;
  }

  /** What left for the sellers. */
  List<RecordedRequest> sent() {
    return sent;
  }

  /** The secrets that the server still held when every job was over. */
  List<Secret> held() {
    return held;
  }

  int ways() {
    return ways;
  }

  int succeeded() {
    return succeeded;
  }

  int failed() {
    return failed;
  }

  int unfinished() {
    return unfinished;
  }

  int refused() {
    return refused;
  }

  private void go(Path data) throws Exception {
    try (LoudLogs _ = new LoudLogs(sinks);
        Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(20)));
        Wiretap tap = Wiretap.before(sandbox.uri())) {
      startWrongly(data);
      serve(data, sandbox.uri(), tap);
      sent = tap.requests();
    }
    readFiles(data);
    readProcess();
  }

  /** Keys in the wrong place or of the wrong form, which a server does not start with. */
  private void startWrongly(Path data) {
    String key = keys.misplaced().key();
    for (Map<String, String> wrong :
        List.of(
            Map.of("providers.fal.key", key.replace('_', ' ')),
            Map.of("providers.fal.key", key + "\u00e4"),
            Map.of("providers.fal.kee", key),
            Map.of("providers.openai.key", key, "providers.openai.preset", "lumenfall"),
            Map.of("providers.openai.key", key, "providers.openai.preset", "azure"),
            Map.of("providers.openai.key", key, "providers.openai.answer-timeout", "0s"),
            Map.of("providers.openai.key", key, "routing.order", "nobody"),
            Map.of("providers.openai.key", key, "models.default", "nothing"))) {
      ways++;
      refused++;
      try (Easel easel = start(wrong, data)) {
        throw new AssertionError("started at " + easel.grpcAddress());
      } catch (StartupException e) {
        sinks.add("start-up problems", e);
        sinks.add("start-up problems", e.problems());
      }
    }
  }

  private static Easel start(Map<String, String> flags, Path data) throws StartupException {
    return Easel.start(configure(flags, data));
  }

  private static Configuration configure(Map<String, String> flags, Path data)
      throws StartupException {
    Map<String, String> all = new HashMap<>(flags);
    all.put("grpc.port", "0");
    all.put("http.port", "0");
    all.put("data.folder", data.toString());
    return Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), all));
  }

  private void serve(Path data, URI sandbox, Wiretap tap) throws Exception {
    Configuration configuration = configure(SoldWithKeys.flags(tap.uri(), keys), data);
    sinks.add("effective configuration", configuration.render());
    sinks.add("settings", configuration);
    sinks.add("settings", configuration.instances());
    try (Easel easel = Easel.start(configuration)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(easel.grpcAddress()).usePlaintext().build();
      try {
        Calls calls = new Calls(channel, sinks);
        takeAll(Ways.all(keys), calls);
        sufferUploads(sandbox, calls);
        callWrongly(calls);
        list(calls);
        askPages(easel);
        succeeded += calls.succeeded();
        failed += calls.failed();
        unfinished += calls.unfinished();
        refused += calls.refused();
      } finally {
        channel.shutdownNow();
      }
      lookInside(easel, configuration);
    }
  }

  private void takeAll(List<Way> all, Calls calls) throws Exception {
    ways += all.size();
    try (ExecutorService callers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<?>> taken = new ArrayList<>();
      all.forEach(way -> taken.add(callers.submit(() -> calls.take(way))));
      for (Future<?> each : taken) {
        each.get();
      }
    }
  }

  private void sufferUploads(URI sandbox, Calls calls) throws Exception {
    for (String fault : UPLOAD_FAULTS) {
      suffer(
          sandbox,
          "{\"faults\":[{\"fault\":\"%s\",\"rate\":1,\"path\":\"/storage\"}]}".formatted(fault));
      takeAll(Ways.ofUploads(keys, fault), calls);
    }
    suffer(sandbox, "{\"faults\":[]}");
  }

  private void suffer(URI sandbox, String faults) throws Exception {
    http.send(
        HttpRequest.newBuilder(sandbox.resolve("/sandbox/faults"))
            .PUT(BodyPublishers.ofString(faults))
            .build(),
        BodyHandlers.discarding());
  }

  /** Keys that are sent where nobody takes one, twice, or with characters that no key has. */
  private void callWrongly(Calls calls) throws Exception {
    String key = keys.misplaced().key();
    List<Way> wrong = new ArrayList<>();
    for (String provider : SoldWithKeys.ALL) {
      wrong.add(new Way(provider, false, "", 0, List.of(key, keys.caller().key()), false));
      wrong.add(new Way(provider, false, "", 0, List.of(key.replace('_', ' ')), false));
      if (!provider.equals(SoldWithKeys.FAL_BYOK)
          && !provider.equals(SoldWithKeys.OPENAI_CALLERS)) {
        wrong.add(new Way(provider, false, "", 0, List.of(key), false));
        wrong.add(new Way(provider, true, "", 0, List.of(key), false));
      }
    }
    takeAll(wrong, calls);
  }

  private void list(Calls calls) {
    ways += 3;
    calls.asking(
        List.of(keys.caller().key()),
        channel -> {
          CatalogServiceGrpc.CatalogServiceBlockingStub catalog =
              CatalogServiceGrpc.newBlockingStub(channel);
          calls.told("models", catalog.listModels(ListModelsRequest.getDefaultInstance()));
          calls.told("providers", catalog.listProviders(ListProvidersRequest.getDefaultInstance()));
          calls.told(
              "list of jobs",
              ImageServiceGrpc.newBlockingStub(channel)
                  .listJobs(ListJobsRequest.newBuilder().setPageSize(1000).build()));
        });
  }

  private void askPages(Easel easel) throws Exception {
    for (String path : List.of("/healthz", "/", "/metrics", "/" + keys.misplaced().key())) {
      ways++;
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http:/" + easel.httpAddress() + path))
              .header("X-Easel", "test")
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      sinks.add("HTTP pages", answer.headers().map() + answer.body());
    }
  }

  private void lookInside(Easel easel, Configuration configuration) throws Exception {
    Reachable reachable = Reachable.from(easel, configuration);
    reachable.texts().forEach(text -> sinks.add("objects in memory", text));
    held = reachable.secrets();
    Thread.getAllStackTraces()
        .forEach((thread, frames) -> sinks.add("threads", thread + " " + List.of(frames)));
  }

  private void readFiles(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        sinks.add("names of files", file);
        if (Files.isRegularFile(file)) {
          sinks.add("files", Files.readAllBytes(file));
        }
      }
    }
  }

  private void readProcess() throws IOException {
    sinks.add("system properties", System.getProperties());
    sinks.add("environment", System.getenv());
    for (String page : List.of("cmdline", "environ", "comm")) {
      Path file = Path.of("/proc/self", page);
      if (Files.isReadable(file)) {
        sinks.add("process", Files.readAllBytes(file));
      }
    }
  }
}
