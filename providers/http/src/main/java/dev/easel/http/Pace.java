package dev.easel.http;

import java.time.Duration;

/** Whether a body flows fast enough, by the time spent waiting for it. Not safe for threads. */
final class Pace {
  private final long windowNanos;
  private final long leastBytes;
  private long waitedNanos;
  private long arrivedBytes;

  Pace(HttpLimits limits) {
    this.windowNanos = limits.paceWindow().toNanos();
    this.leastBytes =
        limits.leastBytesPerSecond()
            * limits.paceWindow().toMillis()
            / Duration.ofSeconds(1).toMillis();
  }

  /** Notes a read, and says whether the window that it closes had too little in it. */
  boolean tooSlowAfter(long nanos, int bytes) {
    waitedNanos += nanos;
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
