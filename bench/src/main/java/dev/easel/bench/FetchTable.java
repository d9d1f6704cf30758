package dev.easel.bench;

import java.util.List;
import java.util.Locale;

/** Samples of fetches as a Markdown table. */
final class FetchTable {
  private static final double BYTES_PER_MIB = 1 << 20;

  private final double[] sorted;
  private final double meanMib;
  private final int atOnce;

  FetchTable(List<FetchSample> samples, int atOnce) {
    this.sorted = samples.stream().mapToDouble(FetchSample::millis).sorted().toArray();
    this.meanMib =
        samples.stream().mapToLong(FetchSample::bytes).average().orElseThrow() / BYTES_PER_MIB;
    this.atOnce = atOnce;
  }

  String render() {
    return String.format(
        Locale.ROOT,
        """
        | jobs | at once | MiB a job | p50 ms | p90 ms | p99 ms | longest ms |
        |---|---|---|---|---|---|---|
        | %d | %d | %.2f | %.0f | %.0f | %.0f | %.0f |
        """,
        sorted.length,
        atOnce,
        meanMib,
        percentile(50),
        percentile(90),
        percentile(99),
        percentile(100));
  }

  /** The least sample that so many of a hundred do not exceed. */
  private double percentile(int percent) {
    return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
  }
}
