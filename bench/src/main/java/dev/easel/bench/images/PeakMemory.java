package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.util.List;

/** How much memory Easel takes above its rest while many images pass through it at one time. */
final class PeakMemory implements Scenario {
  private static final int BYTES = 4 * Bench.MIB;
  private static final int WARMING = 64;
  private static final int WARMING_AT_ONCE = 8;
  private static final int REST_MILLIS = 5_000;
  private static final int JOBS = 128;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    // All wait for their seller at one time, and get their images at one time.
    try (Child sellers = bench.sellers(BYTES, 1_000);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
      new Crowd(WARMING_AT_ONCE)
          .run(WARMING, number -> caller.read(caller.end(caller.begin(number))));
      Thread.sleep(REST_MILLIS);
      double rest = Memory.residentMib(easel.pid());
      try (Memory memory = new Memory(easel.pid())) {
        new Crowd(JOBS).run(JOBS, number -> caller.end(caller.begin(number)));
        return List.of(
            Figure.of("at rest after 64 jobs", "", "%.0f MiB", rest),
            Figure.of(
                "128 jobs of 4 MiB in flight: peak above rest",
                "64 MiB",
                "%.0f MiB",
                memory.peakMib() - rest));
      }
    }
  }
}
