package dev.easel.http;

import java.time.Duration;

/** Whether a body flows fast enough, by the time spent waiting for it. Not safe for threads. */
final class Pace {
  private static final int WAITS_TOLD_APART = 10;

  private final long windowNanos;
  private final long longestWaitNanos;
  private final long leastBytes;
  private long waitedNanos;
  private long arrivedBytes;

  /**
   * By the limits of a caller.
   *
   * @param mayPause whether a long wait counts as a short one: what pauses and then flows on does
   *     not trickle
   */
  Pace(HttpLimits limits, boolean mayPause) {
    this.windowNanos = limits.paceWindow().toNanos();
    this.longestWaitNanos = mayPause ? windowNanos / WAITS_TOLD_APART : windowNanos;
    this.leastBytes =
        limits.leastBytesPerSecond()
            * limits.paceWindow().toMillis()
            / Duration.ofSeconds(1).toMillis();
  }

  /** Notes a read, and says whether the window that it closes had too little in it. */
  boolean tooSlowAfter(long nanos, int bytes) {
    waitedNanos += Math.min(nanos, longestWaitNanos);
    arrivedBytes += bytes;
    if (waitedNanos < windowNanos) {
      return false;
    }
    boolean tooSlow = arrivedBytes < leastBytes;
    waitedNanos = 0;
    arrivedBytes = 0;
    return tooSlow;
  }
}
