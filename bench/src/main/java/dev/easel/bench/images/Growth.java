package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Whether a job takes longer where many are in flight: its seller works for two seconds. Callers
 * come evenly, as those who know nothing of each other do, and each has one job after the other.
 */
final class Growth implements Scenario {
  private static final int BYTES = 64 * Bench.KIB;
  private static final int LATENCY = 2_000;
  private static final List<Integer> IN_FLIGHT = List.of(1, 10, 100, 1_000);

  /** Until the compilers have next to nothing to do. */
  private static final int WARMING = 1_000;

  private static final int WARMING_ROUNDS = 30;
  private static final int ROUNDS = 5;

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
      times(caller, WARMING, WARMING_ROUNDS);
      for (int inFlight : IN_FLIGHT) {
        List<Double> times = times(caller, inFlight, ROUNDS);
        times.forEach(time -> lines.add(inFlight + "," + time));
        Percentiles sorted =
            new Percentiles(times.stream().mapToDouble(Double::doubleValue).toArray());
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

  /** What the jobs of so many callers take, in milliseconds. */
  private static List<Double> times(EaselCaller caller, int callers, int rounds)
      throws InterruptedException, ExecutionException {
    List<Future<List<Double>>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < callers; number++) {
        long comes = (long) LATENCY * number / callers;
        all.add(threads.submit(one(caller, number, comes, rounds)));
      }
    }
    List<Double> times = new ArrayList<>();
    for (Future<List<Double>> each : all) {
      times.addAll(each.get());
    }
    return times;
  }

  private static Callable<List<Double>> one(
      EaselCaller caller, int number, long comesMillis, int rounds) {
    return () -> {
      List<Double> times = new ArrayList<>();
      Thread.sleep(comesMillis);
      for (int round = 0; round < rounds; round++) {
        long begun = System.nanoTime();
        caller.end(caller.begin(number));
        times.add(AddedTime.millisSince(begun));
      }
      return times;
    };
  }
}
