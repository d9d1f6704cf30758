package dev.easel.server.admit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges looks at a memory: whether there is so little of it, for so long, that it will not come
 * back by itself. Not safe for threads.
 */
final class Shortage {
  private static final double EXHAUSTED = 0.95;

  /** What is refused now and then comes back when its connection is closed. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** For so long after a refusal another one is the same shortage. */
  private static final Duration ECHO = Duration.ofSeconds(1);

  private long refusals;
  private @Nullable Long lastRefusal;
  private @Nullable Long since;

  /**
   * A look.
   *
   * @param now in nanoseconds from anywhere
   * @return whether it has lasted too long
   */
  boolean lasts(double share, long refusals, long now) {
    if (refusals > this.refusals) {
      lastRefusal = now;
    }
    this.refusals = refusals;
    boolean refused = lastRefusal != null && now - lastRefusal < ECHO.toNanos();
    if (share < EXHAUSTED && !refused) {
      since = null;
      return false;
    }
    if (since == null) {
      since = now;
    }
    return now - since >= LONGEST.toNanos();
  }
}
