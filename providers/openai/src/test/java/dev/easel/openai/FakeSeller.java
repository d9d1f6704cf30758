package dev.easel.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Operation;
import dev.easel.spi.Outcome;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Prepared;
import dev.easel.spi.Priority;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import dev.easel.testkit.TestHost;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A provider against a scripted seller, in a world where waiting takes no time. */
final class FakeSeller implements AutoCloseable {
  static final String KEY = "sk-canary-4c1d9b433f1a9c0e7a11";

  private final ScriptedServer server;
  private final ImageProvider provider;

  FakeSeller(Script script) throws IOException {
    this(script, Map.of());
  }

  FakeSeller(Script script, Map<String, String> more) throws IOException {
    this.server = ScriptedServer.start(script);
    Map<String, String> settings = new HashMap<>();
    settings.put("key", KEY);
    settings.put("base-url", server.uri() + "/v1");
    settings.put("result-hosts", server.uri().toString());
    settings.put("caller-key-hosts", server.uri().toString());
    settings.putAll(more);
    settings.replaceAll((_, value) ->
        value
            .replace("SERVER", server.uri().toString())
            .replace("PORT", Integer.toString(server.uri().getPort())));
    this.provider = provider(settings);
  }

  static ImageProvider provider(Map<String, String> settings) {
    OpenAiProviderFactory factory = new OpenAiProviderFactory();
    ProviderConfiguration configuration = TestHost.configuration(factory.configuration(), settings);
    return factory.create(
        "tested",
        configuration,
        factory.catalog(configuration),
        new ProviderContext(
            InstantSource.system(), _ -> {}, new SplittableRandom(7), "easel-test/1"));
  }

  ImageProvider provider() {
    return provider;
  }

  String origin() {
    return server.uri().toString();
  }

  List<ScriptedRequest> requests() {
    return server.requests();
  }

  Outcome submit(ResultSink sink) throws Exception {
    return submit(work(1), sink);
  }

  Outcome submit(ImageWork work, ResultSink sink) throws Exception {
    return submit(work, Sources.none(), sink);
  }

  Outcome submit(ImageWork work, Sources sources, ResultSink sink) throws Exception {
    try (Prepared prepared = provider.prepare(work, sources, TestCall.ample())) {
      return prepared.submit(null, sink, TestCall.ample());
    }
  }

  /** The failure in which a submit ends. */
  ProviderFailure failure() {
    return failure(work(1), new RecordingSink());
  }

  ProviderFailure failure(ImageWork work, ResultSink sink) {
    return catchThrowableOfType(ProviderException.class, () -> submit(work, sink)).failure();
  }

  static ImageWork work(int count) {
    return work(count, 0);
  }

  static ImageWork work(int count, int previews) {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1.5",
        output(count),
        Optional.empty(),
        Priority.NORMAL,
        previews,
        Optional.empty());
  }

  /** Work that every preset takes. */
  static ImageWork plain() {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1.5",
        new OutputSpec(
            1,
            Optional.of(new SizeChoice.Exact(new Size(1024, 1024))),
            Optional.of(Quality.HIGH),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }

  static ImageWork edit(String model) {
    return new ImageWork(
        Operation.EDIT,
        "a heron",
        model,
        new OutputSpec(
            1,
            Optional.of(new SizeChoice.Auto()),
            Optional.of(Quality.LOW),
            Optional.of(Background.AUTO),
            Optional.of(ImageFormat.PNG),
            Optional.of(100),
            Optional.empty()),
        Optional.empty(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }

  static OutputSpec output(int count) {
    return new OutputSpec(
        count,
        Optional.of(new SizeChoice.Auto()),
        Optional.of(Quality.AUTO),
        Optional.of(Background.OPAQUE),
        Optional.of(ImageFormat.PNG),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public void close() {
    provider.close();
    server.close();
  }
}
