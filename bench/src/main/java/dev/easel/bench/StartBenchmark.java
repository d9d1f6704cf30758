package dev.easel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how long Easel takes from the start of its process to its first SERVING, and what memory
 * it then keeps, beside the bare server and in turns with it.
 */
public final class StartBenchmark {
  private StartBenchmark() {}

  /**
   * Runs the rounds, prints the table and writes every sample to {@code bench/results}.
   *
   * @param arguments the number of rounds, the folder of the sources, the Java command, then the
   *     flags both servers are started with
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(arguments[0]);
    Path root = Path.of(arguments[1]);
    List<String> flags = Arrays.asList(arguments).subList(3, arguments.length);
    Contenders contenders = new Contenders(arguments[2], flags, root);
    List<Sample> samples = run(rounds, List.of(contenders.bare(), contenders.easel()));
    Results.of(root).keep("start", Sample.HEADER, samples.stream().map(Sample::line).toList());
    System.out.print(new Table(samples).render());
  }

  static List<Sample> run(int rounds, List<Contender> contenders)
      throws IOException, InterruptedException {
    Prober prober = new Prober();
    prober.warmClient(contenders.getFirst());
    List<Sample> samples = new ArrayList<>();
    // The first round brings the files into memory and does not count.
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Sample sample = prober.measure(round, contender);
        System.err.printf(
            "round %d of %d: %s, %.0f ms%n",
            round, rounds, contender.name(), sample.servingMillis());
        if (round > 0) {
          samples.add(sample);
        }
      }
    }
    return samples;
  }
}
