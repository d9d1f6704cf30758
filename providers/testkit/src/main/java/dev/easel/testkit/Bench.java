package dev.easel.testkit;

import dev.easel.spi.Call;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
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
import dev.easel.spi.Sources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A provider kind, an upstream, and the usual moves. */
record Bench(ImageProviderFactory factory, Upstream upstream) implements AutoCloseable {
  private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(30);

  static final String PROMPT = "a heron in the morning mist";

  /** An instance that reaches the upstream as it is now. */
  ImageProvider provider() {
    return TestHost.create(factory, upstream.settings());
  }

  /** Prepares and submits, as the host does. */
  static Outcome submit(ImageProvider provider, ImageWork work, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException {
    try (Prepared prepared = provider.prepare(work, Sources.none(), call)) {
      return prepared.submit(null, sink, call);
    }
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

  /** The offerings that make images from text without a caller's own key. */
  Stream<Offering> offerings() {
    return catalog().offerings().stream()
        .filter(offering -> offering.endpoint(Operation.GENERATE).isPresent())
        .filter(offering -> offering.callerKey().isEmpty());
  }

  Offering firstOffering() {
    return offerings().findFirst().orElseThrow();
  }

  /** One image of the first offering, everything as the offering has it. */
  ImageWork usualWork() {
    return work(firstOffering(), OutputSpec.unset());
  }

  static ImageWork work(Offering offering, OutputSpec output) {
    Endpoint endpoint = offering.endpoint(Operation.GENERATE).orElseThrow();
    return new ImageWork(
        Operation.GENERATE,
        PROMPT,
        offering.model().id(),
        output.orElse(endpoint.capabilities().defaults()),
        Optional.empty(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }

  @Override
  public void close() {
    upstream.close();
  }
}
