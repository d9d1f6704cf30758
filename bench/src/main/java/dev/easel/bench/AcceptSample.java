package dev.easel.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One round.
 *
 * @param flushesPerSecond of the disk alone, just before
 * @param medianMicros half of the callers waited no longer
 * @param slowMicros ninety-nine of a hundred waited no longer
 */
record AcceptSample(
    int round,
    double flushesPerSecond,
    double acceptedPerSecond,
    double medianMicros,
    double slowMicros) {
  static final String HEADER = "round,flushes_per_s,accepted_per_s,p50_us,p99_us";

  static AcceptSample of(int round, double flushesPerSecond, long[] nanos, Duration time) {
    long[] sorted = Arrays.stream(nanos).sorted().toArray();
    return new AcceptSample(
        round,
        flushesPerSecond,
        sorted.length * 1e9 / time.toNanos(),
        sorted[sorted.length / 2] / 1e3,
        sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e3);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%d,%.0f,%.0f,%.0f,%.0f",
        round,
        flushesPerSecond,
        acceptedPerSecond,
        medianMicros,
        slowMicros);
  }
}
