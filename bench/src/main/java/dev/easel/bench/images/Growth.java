package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.util.ArrayList;
import java.util.List;

/** Whether a job takes longer where many are in flight: its seller works for two seconds. */
final class Growth implements Scenario {
  private static final int BYTES = 64 * Bench.KIB;
  private static final int LATENCY = 2_000;
  private static final List<Integer> IN_FLIGHT = List.of(1, 10, 100, 1_000);
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    List<Figure> figures = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try (Child sellers = bench.sellers(BYTES, LATENCY);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
      times(caller, 200);
      for (int inFlight : IN_FLIGHT) {
        double[] times = times(caller, inFlight);
        Percentiles sorted = new Percentiles(times);
        for (double time : times) {
          lines.add(inFlight + "," + time);
        }
        figures.add(
            Figure.of(
                inFlight + " in flight, seller 2 s, 64 KiB: p50 / p99 of a job",
                "p50 flat within 10 %",
                "%.0f / %.0f ms",
                sorted.median(),
                sorted.at(99)));
      }
    }
    bench.keep(name(), "in_flight,job_ms", lines);
    return figures;
  }

  /** So many callers, each with one job after the other. */
  private static double[] times(EaselCaller caller, int inFlight) throws Exception {
    return new Crowd(inFlight)
            .run(
                ROUNDS * inFlight,
                number -> {
                  long begun = System.nanoTime();
                  caller.end(caller.begin(number));
                  return AddedTime.millisSince(begun);
                })
            .stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
  }
}
