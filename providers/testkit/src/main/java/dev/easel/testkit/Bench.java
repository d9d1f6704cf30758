package dev.easel.testkit;

import dev.easel.spi.Call;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.Fenced;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.Outcome;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Prepared;
import dev.easel.spi.Priority;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A provider kind, an upstream, and the usual moves. */
record Bench(ImageProviderFactory factory, Upstream upstream) implements AutoCloseable {
  private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(30);

  static final String PROMPT = "a heron in the morning mist";

  /** An instance that reaches the upstream as it is now. */
  ImageProvider provider() {
    return TestHost.create(factory, upstream.settings());
  }

  /** The same, for which pauses take a small part of their time. */
  ImageProvider hurriedProvider() {
    return TestHost.createHurried(factory, upstream.settings());
  }

  /** Prepares and submits, as the host does. */
  Outcome submit(ImageProvider provider, ImageWork work, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException {
    return submit(provider, work, Sources.none(), sink, call);
  }

  /** Prepares and submits, as the host does. */
  Outcome submit(
      ImageProvider provider, ImageWork work, Sources sources, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException {
    try (Prepared prepared = provider.prepare(work, sources, call)) {
      return prepared.submit(callerKey(work), sink, call);
    }
  }

  /** A caller's own key, where the offering cannot do without. */
  @Nullable Secret callerKey(ImageWork work) {
    return catalog()
        .offering(work.model())
        .flatMap(Offering::callerKey)
        .filter(CallerKey::required)
        .map(_ -> Secret.of(upstream.callerKey()))
        .orElse(null);
  }

  /** Returns when a paid submit has arrived. */
  void awaitArrival() {
    long end = System.nanoTime() + LONGEST_ARRIVAL.toNanos();
    while (upstream.prompts().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no submit arrived within " + LONGEST_ARRIVAL);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What the seller offers under the upstream's settings. */
  Catalog catalog() {
    return factory.catalog(TestHost.configuration(factory.configuration(), upstream.settings()));
  }

  /** The offerings that have an operation. */
  Stream<Offering> offerings(Operation operation) {
    return catalog().offerings().stream()
        .filter(offering -> offering.endpoint(operation).isPresent());
  }

  Offering firstOffering() {
    return offerings(Operation.GENERATE).findFirst().orElseThrow();
  }

  /** One image of the first offering, everything as the offering has it. */
  ImageWork usualWork() {
    return work(firstOffering(), Operation.GENERATE, OutputSpec.unset());
  }

  /** Work whose empty fields are as the offering has them. */
  static ImageWork work(Offering offering, Operation operation, OutputSpec output) {
    Capabilities taken = offering.endpoint(operation).orElseThrow().capabilities();
    return new ImageWork(
        operation,
        PROMPT,
        offering.model().id(),
        output.orElse(taken.defaults()),
        taken.defaultInputFidelity(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }

  @Override
  public void close() {
    upstream.close();
  }
}
