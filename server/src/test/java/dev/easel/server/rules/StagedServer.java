package dev.easel.server.rules;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import dev.easel.server.Easel;
import dev.easel.server.OpenCalls;
import dev.easel.server.Servers;
import dev.easel.server.config.ConfigurationLayers;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobStore;
import dev.easel.server.provider.Providers;
import dev.easel.v1.BlobServiceGrpc;
import dev.easel.v1.ImageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A real server on loopback before a staged seller, whose clock a test can advance. */
final class StagedServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 40;

  private final AtomicLong ahead;
  private final Easel easel;
  private final JobStore store;
  private final OpenCalls calls = new OpenCalls();
  private final ManagedChannel channel;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private StagedServer(AtomicLong ahead, Easel easel, JobStore store) {
    this.ahead = ahead;
    this.store = store;
    this.easel = easel;
    this.channel =
        NettyChannelBuilder.forAddress(easel.grpcAddress()).usePlaintext().intercept(calls).build();
  }

  static StagedServer start(Path data, Map<String, String> store, StagedSeller seller)
      throws Exception {
    Map<String, String> flags = new HashMap<>(store);
    flags.put("grpc.port", "0");
    flags.put("http.port", "0");
    flags.put("data.folder", data.toString());
    flags.put("data.reserve", "0");
    flags.put("jobs.max-running", "10000");
    flags.put("shutdown.grace", "1ms");
    // Nobody is there, and nobody is asked: the seller takes every call.
    flags.put("sandbox.url", "http://127.0.0.1:1");
    AtomicLong ahead = new AtomicLong();
    AtomicReference<JobStore> jobs = new AtomicReference<>();
    Easel easel =
        Servers.start(
            Easel.configure(new ConfigurationLayers(Optional.empty(), Map.of(), flags)),
            module -> new Staging(module, seller, ahead, jobs));
    return new StagedServer(ahead, easel, Objects.requireNonNull(jobs.get()));
  }

  /** Lets the server believe that so much time has gone by; it notices within a second. */
  void advance(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  /** What truly happened, whatever callers are told. */
  JobStore store() {
    return store;
  }

  /** For watches, which take as long as they take. */
  ImageServiceGrpc.ImageServiceBlockingStub watching() {
    return ImageServiceGrpc.newBlockingStub(channel);
  }

  ImageServiceGrpc.ImageServiceBlockingStub images() {
    return ImageServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  BlobServiceGrpc.BlobServiceBlockingStub blobs() {
    return BlobServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Stops as on SIGTERM, without patience for what runs; connections stay until then. */
  void stop() {
    if (!stopped.getAndSet(true)) {
      easel.close();
    }
  }

  @Override
  public void close() {
    calls.close();
    channel.shutdownNow();
    stop();
  }

  /** The bindings of a server, but for its sellers and its clock. */
  private static final class Staging extends AbstractModule {
    private final Module original;
    private final StagedSeller seller;
    private final AtomicLong ahead;
    private final AtomicReference<JobStore> jobs;

    Staging(
        Module original, StagedSeller seller, AtomicLong ahead, AtomicReference<JobStore> jobs) {
      this.original = original;
      this.seller = seller;
      this.ahead = ahead;
      this.jobs = jobs;
    }

    @Override
    protected void configure() {
      for (Element element : Elements.getElements(original)) {
        if (element instanceof InstanceBinding<?> bound
            && bound.getKey().equals(Key.get(Providers.class))) {
          bind(Providers.class).toInstance(name -> seller);
        } else if (element instanceof InstanceBinding<?> bound
            && bound.getInstance() instanceof Clockwork clockwork) {
          bind(Clockwork.class).toInstance(advanced(clockwork));
        } else {
          if (element instanceof InstanceBinding<?> bound
              && bound.getInstance() instanceof JobStore store) {
            jobs.set(store);
          }
          element.applyTo(binder());
        }
      }
    }

    private Clockwork advanced(Clockwork clockwork) {
      return new Clockwork(
          clockwork.wall(),
          () -> clockwork.nanos().getAsLong() + ahead.get(),
          clockwork.timer(),
          clockwork.sleeper());
    }
  }
}
