package dev.easel.server.store.postgres;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as the store orders them: nanoseconds since 1970, finer than the database's own times. */
final class StoreTime {
  private static final long FARTHEST = TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE) - 1;

  /** After all times. */
  static final long NEVER = Long.MAX_VALUE;

  private StoreTime() {}

  /** What is more than some centuries away, as a caller's cursor may be, is as far as can be. */
  static long of(Instant time) {
    long seconds = Math.clamp(time.getEpochSecond(), -FARTHEST, FARTHEST);
    return TimeUnit.SECONDS.toNanos(seconds) + time.getNano();
  }
}
