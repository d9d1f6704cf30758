package dev.easel.server.job;

import dev.easel.spi.Deadline;
import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Everything about time that the engine needs, so that it can run in a simulated world.
 *
 * @param wall what people call the time; may jump
 * @param nanos time that never jumps, in nanoseconds from anywhere
 * @param timer runs things later
 * @param sleeper waits
 */
public record Clockwork(InstantSource wall, LongSupplier nanos, Timer timer, Sleeper sleeper) {
  /** What people call the time. */
  public Instant now() {
    return wall.instant();
  }

  /** A deadline some time from now. */
  public Deadline deadline(Duration after) {
    long end = nanos.getAsLong() + after.toNanos();
    return () -> Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  /** Runs things later. Safe for threads. */
  @FunctionalInterface
  public interface Timer {
    /**
     * Runs a task once.
     *
     * @param task short, or handed on to a thread of its own; runs on the timer's thread
     * @return takes the task back if it has not begun
     */
    Cancellation after(Duration delay, Runnable task);
  }

  /** Takes something back. Idempotent. */
  @FunctionalInterface
  public interface Cancellation {
    /** Takes it back. */
    void cancel();
  }
}
