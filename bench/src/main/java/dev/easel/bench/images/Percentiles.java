package dev.easel.bench.images;

import java.util.Arrays;

/** Times in ascending order, in milliseconds. */
final class Percentiles {
  private final double[] sorted;

  Percentiles(double... millis) {
    this.sorted = Arrays.stream(millis).sorted().toArray();
  }

  /** The least time that so many of a hundred do not exceed. */
  double at(double percent) {
    int place = (int) Math.ceil(sorted.length * percent / 100);
    return sorted[Math.max(0, place - 1)];
  }

  double median() {
    return at(50);
  }
}
