package dev.easel.bench.images;

import java.util.ArrayList;
import java.util.List;

/** How fast a measured value grows, by least squares. */
final class Slope {
  private final List<double[]> points = new ArrayList<>();

  void add(double minutes, double value) {
    points.add(new double[] {minutes, value});
  }

  /** What the value grows by in a minute. */
  double aMinute() {
    double meanTime = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
    double meanValue = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
    double together = 0;
    double alone = 0;
    for (double[] point : points) {
      together += (point[0] - meanTime) * (point[1] - meanValue);
      alone += (point[0] - meanTime) * (point[0] - meanTime);
    }
    return together / alone;
  }
}
