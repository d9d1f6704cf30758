package dev.easel.fal;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Background;
import dev.easel.spi.Catalog;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
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

/** A provider against a scripted fal, in a world where waiting takes no time. */
final class FakeFal implements AutoCloseable {
  static final String KEY = "0f6c3f0e-53b0:4c1d9b433f1a9c0e7a11";

  private final ScriptedServer server;
  private final ImageProvider provider;

  FakeFal(Script script) throws IOException {
    this(script, Map.of());
  }

  FakeFal(Script script, Map<String, String> more) throws IOException {
    this(new FalProviderFactory(), script, more);
  }

  FakeFal(ImageProviderFactory factory, Script script, Map<String, String> more)
      throws IOException {
    this(factory, script, more, factory.catalog(new ProviderConfiguration(Map.of())));
  }

  FakeFal(Script script, Map<String, String> more, Catalog catalog) throws IOException {
    this(new FalProviderFactory(), script, more, catalog);
  }

  private FakeFal(
      ImageProviderFactory factory, Script script, Map<String, String> more, Catalog catalog)
      throws IOException {
    this.server = ScriptedServer.start(script);
    Map<String, String> settings = new HashMap<>(factory.sandboxed(server.uri()).orElseThrow());
    settings.put("key", KEY);
    settings.putAll(more);
    this.provider =
        factory.create(
            "tested",
            TestHost.configuration(factory.configuration(), settings),
            catalog,
            new ProviderContext(
                InstantSource.system(), _ -> {}, new SplittableRandom(7), "easel-test/1"));
  }

  ImageProvider provider() {
    return provider;
  }

  List<ScriptedRequest> requests() {
    return server.requests();
  }

  /** The paths asked for with a method, oldest first. */
  List<String> paths(String method) {
    return requests().stream()
        .filter(request -> request.method().equals(method))
        .map(ScriptedRequest::target)
        .toList();
  }

  Outcome submit(ResultSink sink) throws Exception {
    return submit(2, sink);
  }

  Outcome submit(int count, ResultSink sink) throws Exception {
    try (Prepared prepared = provider.prepare(work(count), Sources.none(), TestCall.ample())) {
      return prepared.submit(null, sink, TestCall.ample());
    }
  }

  /** The failure in which a submit ends. */
  ProviderFailure failure() {
    return catchThrowableOfType(ProviderException.class, () -> submit(new RecordingSink()))
        .failure();
  }

  static ImageWork work(int count) {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1",
        new OutputSpec(
            count,
            Optional.of(new SizeChoice.Auto()),
            Optional.of(Quality.MEDIUM),
            Optional.of(Background.OPAQUE),
            Optional.of(ImageFormat.JPEG),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Priority.LOW,
        0,
        Optional.empty());
  }

  @Override
  public void close() {
    provider.close();
    server.close();
  }
}
