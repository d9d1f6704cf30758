package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.net.URI;
import java.util.List;

/** a thousand jobs of 4 MiB at one time, each image read by a reader of its own. */
final class ManyReaders implements Scenario {
  static final int BYTES = 4 * Bench.MIB;
  static final int LATENCY_MILLIS = 1_000;
  private static final int JOBS = 1_000;

  @Override
  public String name() {
    return "readers";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Child sellers = bench.sellers(BYTES, LATENCY_MILLIS)) {
      return List.of(
          read(bench, Bench.uri(sellers), "1,000 jobs of 4 MiB with 1,000 readers: peak"));
    }
  }

  /**
   * What a server before these sellers takes; one job that fails, or image that is not right, ends
   * it.
   */
  static Figure read(Bench bench, URI sellers, String figure) throws Exception {
    try (Child easel = bench.easel(sellers);
        EaselCaller caller = new EaselCaller(easel.awaitAddress());
        Memory memory = new Memory(easel.pid())) {
      long begun = System.nanoTime();
      List<Long> read =
          new Crowd(JOBS).run(JOBS, number -> caller.readRight(caller.end(caller.begin(number))));
      return Figure.of(
          figure,
          "512 MiB",
          "%.0f MiB, %d images right, %.0f s",
          memory.peakMib(),
          read.size(),
          AddedTime.millisSince(begun) / 1e3);
    }
  }
}
