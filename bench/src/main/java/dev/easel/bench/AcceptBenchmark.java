package dev.easel.bench;

import dev.easel.server.job.JobStore;
import dev.easel.server.store.sqlite.SqliteDatabase;
import dev.easel.server.store.sqlite.UnusableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many jobs a second the store of a sidecar takes, each on the disk before its caller
 * goes on, and what the disk alone does in turns with it.
 */
public final class AcceptBenchmark {
  private static final Duration ROUND = Duration.ofSeconds(3);

  private AcceptBenchmark() {}

  /**
   * Runs the rounds, prints the table and writes every sample to {@code bench/results}.
   *
   * @param arguments the number of rounds, how many callers there are, the folder of the sources
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, UnusableStoreException {
    int rounds = Integer.parseInt(arguments[0]);
    int callers = Integer.parseInt(arguments[1]);
    Path root = Path.of(arguments[2]);
    Path folder = Files.createTempDirectory(root.resolve("bench/target"), "accept");
    try {
      List<AcceptSample> samples = run(rounds, callers, folder);
      Results.of(root)
          .keep("accept", AcceptSample.HEADER, samples.stream().map(AcceptSample::line).toList());
      System.out.print(new AcceptTable(samples, callers).render());
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<AcceptSample> run(int rounds, int callers, Path folder)
      throws IOException, InterruptedException, UnusableStoreException {
    List<AcceptSample> samples = new ArrayList<>();
    try (SqliteDatabase database = SqliteDatabase.open(folder, Throwable::printStackTrace)) {
      JobStore store = database.jobs();
      AcceptLoad load = new AcceptLoad(store, callers);
      Flushes flushes = new Flushes(folder.resolve("flushes"));
      // The first round warms the code and does not count.
      for (int round = 0; round <= rounds; round++) {
        double alone = flushes.perSecond(ROUND);
        AcceptSample sample = AcceptSample.of(round, alone, load.run(ROUND), ROUND);
        System.err.printf(
            "round %d of %d: %.0f accepted a second, %.0f flushes alone%n",
            round, rounds, sample.acceptedPerSecond(), alone);
        if (round > 0) {
          samples.add(sample);
        }
      }
    }
    return samples;
  }
}
