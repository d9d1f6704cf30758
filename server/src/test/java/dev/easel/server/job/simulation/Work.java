package dev.easel.server.job.simulation;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Handle;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a seller has taken, and what becomes of it. */
final class Work {
  /** How it ends, if nobody cancels it. */
  enum Ending {
    MADE,
    FAILED_UNBILLED,
    FAILED_BILLED,
    CANCELLED
  }

  final AttemptKey attempt;
  final Handle handle;
  final int images;
  final long startNanos;
  final long listedNanos;
  private long endNanos;
  private Ending ending;
  private boolean delivered;
  private long firstNanos;
  private long lastNanos;
  private final Set<String> knownTo = new HashSet<>();
  private boolean reported;

  Work(
      AttemptKey attempt,
      Handle handle,
      int images,
      long startNanos,
      long endNanos,
      long listedNanos,
      Ending ending) {
    this.attempt = attempt;
    this.handle = handle;
    this.images = images;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.listedNanos = listedNanos;
    this.ending = ending;
  }

  long endNanos() {
    return endNanos;
  }

  Ending ending() {
    return ending;
  }

  boolean isOver(long now) {
    return now >= endNanos;
  }

  /** Stops, if it is not over. */
  void cancel(long now) {
    if (!isOver(now)) {
      ending = Ending.CANCELLED;
      endNanos = now;
    }
  }

  /** A process has heard of it from its seller. */
  void heardBy(Host host) {
    knownTo.add(host.name);
  }

  boolean isKnownTo(String process) {
    return knownTo.contains(process);
  }

  /** Somebody has read one image to its end, perhaps the last. */
  void delivered(long now, boolean last) {
    firstNanos = firstNanos == 0 ? now : firstNanos;
    lastNanos = now;
    delivered |= last;
  }

  /** How long it took from the first image to the last. */
  Duration delivery() {
    return Duration.ofNanos(lastNanos - firstNanos);
  }

  /** Some process has taken what was reported of it. */
  void reported() {
    reported = true;
  }

  boolean isReported() {
    return reported;
  }

  boolean isDelivered() {
    return delivered;
  }

  boolean isCharged(long now) {
    return isOver(now) && isBilled();
  }

  private boolean isBilled() {
    return switch (ending) {
      case MADE, FAILED_BILLED -> true;
      case FAILED_UNBILLED, CANCELLED -> false;
    };
  }

  /** Whether it costs nothing, now and later. */
  boolean isSurelyFree(long now) {
    return isOver(now) && !isBilled();
  }
}
