package dev.easel.http.egress;

import java.time.Duration;

/** Time that runs out, from now on. Safe for threads. */
final class Countdown {
  /** Zero would mean "for ever" to the sockets. */
  private static final Duration LEAST = Duration.ofMillis(1);

  private final long endNanos;

  Countdown(Duration total) {
    this.endNanos = System.nanoTime() + total.toNanos();
  }

  /** A time, or what is left when that is less; never nothing. */
  Duration atMost(Duration time) {
    Duration left = Duration.ofNanos(endNanos - System.nanoTime());
    Duration shorter = left.compareTo(time) < 0 ? left : time;
    return shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
  }
}
