package dev.easel.server;

import dev.easel.sandbox.Sandbox;
import dev.easel.sandbox.SandboxOptions;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.server.config.Configuration;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.config.StartupException;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.CatalogServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real server before a real sandbox, and a channel to it, all over loopback. */
public final class RunningEasel implements AutoCloseable {
  private final Sandbox sandbox;
  private final Easel easel;
  private final OpenCalls calls = new OpenCalls();
  private final ManagedChannel channel;

  private RunningEasel(Sandbox sandbox, Easel easel) {
    this.sandbox = sandbox;
    this.easel = easel;
    this.channel =
        NettyChannelBuilder.forAddress(easel.grpcAddress()).usePlaintext().intercept(calls).build();
  }

  /** Starts both on free ports. */
  public static RunningEasel start(Path data, Duration latency, Map<String, String> settings)
      throws StartupException {
    return start(data, SandboxOptions.defaults().withLatency(latency), settings);
  }

  /** Starts both, before a sandbox of this kind. */
  public static RunningEasel start(Path data, SandboxOptions options, Map<String, String> settings)
      throws StartupException {
    Sandbox sandbox = Sandbox.start(options);
    try {
      Map<String, String> flags = new HashMap<>();
      flags.put("grpc.port", "0");
      flags.put("http.port", "0");
      flags.put("data.folder", data.toString());
      flags.put("sandbox.url", sandbox.uri().toString());
      flags.putAll(settings);
      Configuration configuration =
          Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), flags));
      return new RunningEasel(sandbox, Easel.start(configuration));
    } catch (StartupException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  public Easel easel() {
    return easel;
  }

  /** How many submits reached the seller. */
  public long submits() {
    return sandbox.ledger().count();
  }

  /** How many of them the seller took, each of which would cost money. */
  public long bought() {
    return sandbox.ledger().submits().stream()
        .filter(submit -> submit.outcome() == Ledger.Outcome.ACCEPTED)
        .count();
  }

  /** The seller, for another server before the same one. */
  public URI sandbox() {
    return sandbox.uri();
  }

  /** The prompts of the submits that reached the seller, by its identifiers for them. */
  public Map<String, String> promptsByRequest() {
    Map<String, String> prompts = new HashMap<>();
    sandbox
        .ledger()
        .submits()
        .forEach(submit ->
            prompts.put(submit.requestId(), Objects.requireNonNullElse(submit.prompt(), "")));
    return prompts;
  }

  public ManagedChannel channel() {
    return channel;
  }

  public ImageServiceGrpc.ImageServiceBlockingStub images() {
    return ImageServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  public BlobServiceGrpc.BlobServiceBlockingStub blobs() {
    return BlobServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  public CatalogServiceGrpc.CatalogServiceBlockingStub catalog() {
    return CatalogServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    calls.close();
    channel.shutdownNow();
    easel.close();
    sandbox.close();
  }
}
