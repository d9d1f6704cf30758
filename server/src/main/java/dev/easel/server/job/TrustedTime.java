package dev.easel.server.job;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which something may be forgotten for ever: only while this process's clock goes as
 * time passes, and as the store's own clock does. One that was set, or that stood still while the
 * machine slept, is believed again when it has been steady for a while. For one thread at a time.
 */
final class TrustedTime {
  /** How long a clock must have been steady after it jumped, so that it can be set right first. */
  static final Duration SETTLING = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(TrustedTime.class);
  private static final Duration FARTHEST_APART = Duration.ofMinutes(1);

  private final JobStore store;
  private final Clockwork clockwork;
  private Instant seen;
  private long seenNanos;
  private long settledNanos;

  @Inject
  TrustedTime(JobStore store, Clockwork clockwork) {
    this.store = store;
    this.clockwork = clockwork;
    this.seen = clockwork.now();
    this.seenNanos = clockwork.nanos().getAsLong();
    this.settledNanos = seenNanos;
  }

  /**
   * The time; empty while nothing may be forgotten by it.
   *
   * @throws StoreUnavailableException if the store cannot be asked for its own
   */
  Optional<Instant> now() {
    return isSteady() && storeAgrees() ? Optional.of(seen) : Optional.empty();
  }

  private boolean isSteady() {
    Instant now = clockwork.now();
    long nanos = clockwork.nanos().getAsLong();
    Duration told = Duration.between(seen, now);
    Duration passed = Duration.ofNanos(nanos - seenNanos);
    seen = now;
    seenNanos = nanos;
    if (areApart(told, passed)) {
      settledNanos = nanos + SETTLING.toNanos();
      log.warn(
          "the clock went on by {} while {} passed; nothing expires for a while", told, passed);
    }
    return nanos - settledNanos >= 0;
  }

  private boolean storeAgrees() {
    Optional<Instant> theirs = store.time();
    Duration mine =
        Duration.between(theirs.orElse(seen), theirs.isEmpty() ? seen : clockwork.now());
    boolean agrees = !areApart(mine, Duration.ZERO);
    if (!agrees) {
      log.error(
          "this process's clock differs from that of the jobs' database by {}; nothing expires here"
              + " until one of them is set right",
          mine);
    }
    return agrees;
  }

  private static boolean areApart(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(FARTHEST_APART) > 0;
  }
}
