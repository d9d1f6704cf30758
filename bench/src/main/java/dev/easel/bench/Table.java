package dev.easel.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Samples as a Markdown table: medians, least values in brackets, ratios to the first server. */
final class Table {
  private static final double KIB_PER_MIB = 1024;

  private final List<Sample> samples;

  Table(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  String render() {
    List<String> servers = samples.stream().map(Sample::server).distinct().toList();
    StringBuilder text =
        new StringBuilder(
            """
            | server | ms to SERVING | processor ms | resident MiB | of it anonymous | ms, times | MiB, times |
            |---|---|---|---|---|---|---|
            """);
    servers.forEach(server -> text.append(row(server, servers.getFirst())));
    return text.toString();
  }

  private String row(String server, String first) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %.2f | %.2f |\n",
        server,
        cell(server, Sample::servingMillis),
        cell(server, Sample::processorMillis),
        cell(server, sample -> sample.residentKib() / KIB_PER_MIB),
        cell(server, sample -> sample.anonymousKib() / KIB_PER_MIB),
        ratio(server, first, Sample::servingMillis),
        ratio(server, first, Sample::residentKib));
  }

  private String cell(String server, ToDoubleFunction<Sample> value) {
    double[] values = values(server, value);
    return String.format(Locale.ROOT, "%.0f (%.0f)", median(values), values[0]);
  }

  private double ratio(String server, String first, ToDoubleFunction<Sample> value) {
    return median(values(server, value)) / median(values(first, value));
  }

  /** In ascending order. */
  private double[] values(String server, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .filter(sample -> sample.server().equals(server))
        .mapToDouble(value)
        .sorted()
        .toArray();
  }

  /** The middle of values in ascending order. */
  static double median(double... sorted) {
    int middle = sorted.length / 2;
    if (sorted.length % 2 == 1) {
      return sorted[middle];
    }
    return Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
