package dev.easel.server.domain;

import dev.easel.spi.Priority;
import dev.easel.spi.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a job is run. Nothing here changes the pixels.
 *
 * @param requestId idempotency key, unique per caller
 * @param providers instances allowed, first one first; empty lets the server route
 * @param executionTimeout ceiling on one provider's work
 * @param maxCost most that may be spent
 * @param delivery what travels with a result
 * @param priority place in the provider's queue
 * @param previewCount unfinished images wanted
 * @param endUser stable pseudonym of the end user
 * @param labels the caller's own bookkeeping
 */
public record JobOptions(
    Optional<String> requestId,
    List<String> providers,
    Optional<Duration> executionTimeout,
    Optional<Usd> maxCost,
    Delivery delivery,
    Priority priority,
    int previewCount,
    Optional<String> endUser,
    Map<String, String> labels) {
  public JobOptions {
    providers = List.copyOf(providers);
    labels = Map.copyOf(labels);
  }

  /** Everything as the server has it. */
  public static JobOptions unset() {
    return new JobOptions(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Delivery.BLOB,
        Priority.NORMAL,
        0,
        Optional.empty(),
        Map.of());
  }
}
