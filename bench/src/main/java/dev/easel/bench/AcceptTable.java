package dev.easel.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Rounds of acceptances as a Markdown table: the medians over the rounds. */
final class AcceptTable {
  private final List<AcceptSample> samples;
  private final int callers;

  AcceptTable(List<AcceptSample> samples, int callers) {
    this.samples = samples;
    this.callers = callers;
  }

  String render() {
    return String.format(
        Locale.ROOT,
        """
        | rounds | callers | accepted a second | least | p50 us | p99 us | flushes a second alone |
        |---|---|---|---|---|---|---|
        | %d | %d | %.0f | %.0f | %.0f | %.0f | %.0f |
        """,
        samples.size(),
        callers,
        median(AcceptSample::acceptedPerSecond),
        samples.stream().mapToDouble(AcceptSample::acceptedPerSecond).min().orElseThrow(),
        median(AcceptSample::medianMicros),
        median(AcceptSample::slowMicros),
        median(AcceptSample::flushesPerSecond));
  }

  private double median(ToDoubleFunction<AcceptSample> figure) {
    return Table.median(samples.stream().mapToDouble(figure).sorted().toArray());
  }
}
