package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.Image;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How much later one caller has its image than if it had called the seller itself. */
final class AddedTime implements Scenario {
  private static final int BYTES = 3 * Bench.MIB / 2;
  private static final int WARMING = 1_000;
  private static final int JOBS = 500;
  private static final String TIMES = "%.1f / %.1f ms";

  /** Of one image each way, in turns. */
  private record Sample(double direct, double writes, double once, double job, double read) {
    double inCalls() {
      return job + read;
    }

    String line() {
      return String.format(
          Locale.ROOT, "%.3f,%.3f,%.3f,%.3f,%.3f", direct, writes, once, job, read);
    }
  }

  @Override
  public String name() {
    return "added";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (Child sellers = bench.sellers(BYTES, 0)) {
      URI uri = Bench.uri(sellers);
      try (Child easel = bench.easel(uri);
          DirectCaller direct = new DirectCaller(uri);
          EaselCaller caller = new EaselCaller(easel.awaitAddress());
          DurableWrites disk = new DurableWrites(bench.scratch())) {
        StoredImages stored = new StoredImages(easel);
        for (int number = 0; number < WARMING + JOBS; number++) {
          Sample sample = sample(number, direct, disk, caller, stored);
          if (number >= WARMING) {
            samples.add(sample);
          }
        }
      }
    }
    bench.keep(
        name(),
        "direct_ms,writes_ms,once_ms,job_ms,read_ms",
        samples.stream().map(Sample::line).toList());
    return figures(samples);
  }

  private static Sample sample(
      int number, DirectCaller direct, DurableWrites disk, EaselCaller caller, StoredImages stored)
      throws Exception {
    long begun = System.nanoTime();
    byte[] image = direct.call(number);
    double directly = millisSince(begun);
    double writes = disk.write(number, image);
    begun = System.nanoTime();
    Image carried = caller.fetch(number);
    double once = millisSince(begun);
    begun = System.nanoTime();
    Image made = caller.end(caller.begin(number));
    double job = millisSince(begun);
    begun = System.nanoTime();
    caller.read(made);
    double read = millisSince(begun);
    disk.leaveMemory(number);
    stored.leaveMemory(carried);
    stored.leaveMemory(made);
    return new Sample(directly, writes, once, job, read);
  }

  private static List<Figure> figures(List<Sample> samples) {
    Percentiles direct = of(samples, Sample::direct);
    Percentiles writes = of(samples, Sample::writes);
    Percentiles once = of(samples, Sample::once);
    Percentiles inCalls = of(samples, Sample::inCalls);
    Percentiles read = of(samples, Sample::read);
    return List.of(
        Figure.of("one caller, 1.5 MiB: direct, p50 / p99", "", TIMES, both(direct)),
        Figure.of("durable writes of one job alone", "", TIMES, both(writes)),
        Figure.of("Easel, in one call that waits and carries the image", "", TIMES, both(once)),
        added("added in one call", once, direct, writes),
        Figure.of("Easel, in calls for job, end and image", "", TIMES, both(inCalls)),
        Figure.of("of it reading the image", "", TIMES, both(read)),
        added("added in three calls", inCalls, direct, writes));
  }

  /** What is over direct and the writes, percentile by percentile. */
  private static Figure added(
      String name, Percentiles easel, Percentiles direct, Percentiles writes) {
    return Figure.of(
        name,
        "3 / 10 ms",
        TIMES,
        easel.median() - direct.median() - writes.median(),
        easel.at(99) - direct.at(99) - writes.at(99));
  }

  private static Object[] both(Percentiles times) {
    return new Object[] {times.median(), times.at(99)};
  }

  private static Percentiles of(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return new Percentiles(samples.stream().mapToDouble(value).toArray());
  }

  static double millisSince(long begun) {
    return (System.nanoTime() - begun) / 1e6;
  }
}
