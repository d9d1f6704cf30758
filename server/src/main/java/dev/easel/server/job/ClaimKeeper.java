package dev.easel.server.job;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the store again and again that this process is alive. Safe for threads. */
public final class ClaimKeeper implements Lease {
  private static final Logger log = LoggerFactory.getLogger(ClaimKeeper.class);

  /** Long before the lease ends: a request that is about to leave must still leave in time. */
  private static final Duration SURE = Duration.ofSeconds(JobClaims.LEASE_SECONDS - 5);

  private static final Duration LEASE = Duration.ofSeconds(JobClaims.LEASE_SECONDS);

  /** By its own time, whatever else has to be done. */
  private static final Duration PERIOD = Duration.ofSeconds(4);

  private final JobClaims claims;
  private final Clockwork clockwork;
  private final Executor executor;
  private final AtomicLong beaten;
  private volatile long unbrokenSince;
  private volatile boolean broken = true;
  private volatile boolean lost;

  @Inject
  ClaimKeeper(JobClaims claims, Clockwork clockwork, @Punctual Executor executor) {
    this.claims = claims;
    this.clockwork = clockwork;
    this.executor = executor;
    this.beaten = new AtomicLong(clockwork.nanos().getAsLong() - SURE.toNanos());
  }

  /** Begins to tell; the first time has passed when this returns. */
  public void start() {
    try {
      beat();
    } finally {
      // Whatever it ended with.
      clockwork.timer().after(PERIOD, () -> executor.execute(this::start));
    }
  }

  private void beat() {
    // The time before the call counts: the store may have heard it then.
    long now = clockwork.nanos().getAsLong();
    try {
      claims.heartbeat();
      heard(now);
      if (lost) {
        lost = false;
        log.info("the store is there again");
      }
    } catch (StoreUnavailableException e) {
      broken = true;
      if (!lost) {
        lost = true;
        log.warn("the store cannot be told that this process is alive: {}", e.getMessage());
      }
    } catch (RuntimeException e) {
      broken = true;
      log.error("the store could not be told that this process is alive", e);
    }
  }

  private void heard(long now) {
    if (broken || !held()) {
      unbrokenSince = clockwork.nanos().getAsLong();
    }
    broken = false;
    beaten.set(now);
  }

  /**
   * Whether the store has heard of this process without a gap for as long as a lease lasts. Then
   * every other process that lives had the time to be heard too: whose lease has ended is dead, and
   * was not merely kept from a store that nobody reached.
   */
  boolean unbroken() {
    return held() && !broken && clockwork.nanos().getAsLong() - unbrokenSince >= LEASE.toNanos();
  }

  @Override
  public boolean held() {
    return clockwork.nanos().getAsLong() - beaten.get() < SURE.toNanos();
  }
}
