package dev.easel.bench.images;

import dev.easel.bench.Child;
import dev.easel.v1.Image;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many images a second sixteen callers get, through Easel and from the seller, in turns. */
final class Throughput implements Scenario {
  private static final int BYTES = 3 * Bench.MIB / 2;
  private static final int CALLERS = 16;
  private static final int IMAGES = 600;

  /** Until compilers have nothing left to do, which takes one of the two processors till then. */
  private static final int WARMING_ROUNDS = 32;

  private static final int ROUNDS = 6;

  /** Images a second. */
  private record Round(double direct, double easel) {}

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    List<Round> rounds = new ArrayList<>();
    try (Child sellers = bench.sellers(BYTES, 0)) {
      URI uri = Bench.uri(sellers);
      try (Child easel = bench.easel(uri);
          DirectCaller direct = new DirectCaller(uri);
          EaselCaller caller = new EaselCaller(easel.awaitAddress())) {
        StoredImages stored = new StoredImages(easel);
        for (int round = 1 - WARMING_ROUNDS; round <= ROUNDS; round++) {
          Round measured =
              new Round(
                  perSecond(number -> direct.call(number).length),
                  perSecond(number -> read(number, caller, stored)));
          System.err.printf(
              "round %d: direct %.0f, Easel %.0f images/s%n",
              round, measured.direct, measured.easel);
          if (round > 0) {
            rounds.add(measured);
          }
        }
      }
    }
    bench.keep(
        name(),
        "direct_per_s,easel_per_s",
        rounds.stream()
            .map(round -> String.format(Locale.ROOT, "%.1f,%.1f", round.direct, round.easel))
            .toList());
    return figures(rounds);
  }

  private static long read(int number, EaselCaller caller, StoredImages stored) throws IOException {
    Image image = caller.end(caller.begin(number));
    long bytes = caller.read(image);
    stored.leaveMemory(image);
    return bytes;
  }

  private static <T> double perSecond(Crowd.Act<T> act) throws Exception {
    long begun = System.nanoTime();
    new Crowd(CALLERS).run(IMAGES, act);
    return IMAGES * 1e3 / AddedTime.millisSince(begun);
  }

  private static List<Figure> figures(List<Round> rounds) {
    double direct = new Percentiles(rounds.stream().mapToDouble(Round::direct).toArray()).median();
    double easel = new Percentiles(rounds.stream().mapToDouble(Round::easel).toArray()).median();
    double ratio =
        new Percentiles(rounds.stream().mapToDouble(it -> it.easel / it.direct).toArray()).median();
    return List.of(
        Figure.of("16 callers, 1.5 MiB: direct", "", "%.0f images/s", direct),
        Figure.of("through Easel, each image read", "", "%.0f images/s", easel),
        Figure.of("ratio", "0.5", "%.2f", ratio));
  }
}
