package dev.easel.server.admit;

import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the direct memory four times a second. The virtual machine ends a process whose heap is
 * exhausted, and lets one live on that cannot read from its connections any more: what is refused
 * there is an error that libraries catch. So this does. It has a thread of the system's own, which
 * runs when no other gets far. Safe for threads.
 */
public final class MemoryWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final double SCARCE = 0.8;

  private final MemoryGauge gauge;
  private final Sleeper sleeper;
  private final LongSupplier nanos;
  private final Runnable atExhaustion;
  private final Shortage shortage = new Shortage();
  private final Thread thread;
  private volatile boolean scarce;

  /**
   * Watches once it is started.
   *
   * @param nanos time that never jumps
   * @param atExhaustion is run once, when the memory has been exhausted for five seconds
   */
  public MemoryWatch(
      MemoryGauge gauge, Sleeper sleeper, LongSupplier nanos, Runnable atExhaustion) {
    this.gauge = gauge;
    this.sleeper = sleeper;
    this.nanos = nanos;
    this.atExhaustion = atExhaustion;
    this.thread = Thread.ofPlatform().name("easel-memory").daemon().unstarted(this::run);
  }

  /** Begins to watch. */
  public void start() {
    thread.start();
  }

  /** Whether there is so little left that nothing new should begin. */
  public boolean scarce() {
    return scarce;
  }

  private void run() {
    try {
      do {
        sleeper.sleep(PERIOD);
      } while (!look());
      atExhaustion.run();
    } catch (InterruptedException e) {
      log.debug("memory is watched no longer");
    }
  }

  /** Whether it is exhausted. */
  boolean look() {
    double share = gauge.share();
    boolean before = scarce;
    scarce = share >= SCARCE;
    if (scarce && !before) {
      log.warn(
          "{} % of the direct memory is in use: new work is refused until there is more",
          Math.round(100 * share));
    }
    return shortage.lasts(share, gauge.refusals(), nanos.getAsLong());
  }

  /** What is run at exhaustion may do this too, and is not interrupted by it. */
  @Override
  public void close() {
    if (!Thread.currentThread().equals(thread)) {
      thread.interrupt();
    }
  }
}
