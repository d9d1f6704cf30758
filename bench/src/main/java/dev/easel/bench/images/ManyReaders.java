package dev.easel.bench.images;

import dev.easel.bench.Child;
import java.util.List;

/** a thousand jobs of 4 MiB at one time, each image read by a reader of its own. */
final class ManyReaders implements Scenario {
  private static final int BYTES = 4 * Bench.MIB;
  private static final int JOBS = 1_000;

  @Override
  public String name() {
    return "readers";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Child sellers = bench.sellers(BYTES, 1_000);
        Child easel = bench.easel(Bench.uri(sellers));
        EaselCaller caller = new EaselCaller(easel.awaitAddress());
        Memory memory = new Memory(easel.pid())) {
      long begun = System.nanoTime();
      List<Long> read =
          new Crowd(JOBS).run(JOBS, number -> caller.readRight(caller.end(caller.begin(number))));
      return List.of(
          Figure.of(
              "1,000 jobs of 4 MiB with 1,000 readers: peak",
              "512 MiB",
              "%.0f MiB, %d images right, %.0f s",
              memory.peakMib(),
              read.size(),
              AddedTime.millisSince(begun) / 1e3));
    }
  }
}
