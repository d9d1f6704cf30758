package dev.easel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured, by day, in {@code bench/results}; no run writes over what an earlier one
 * found.
 */
public final class Results {
  private final Path root;
  private final InstantSource clock;

  Results(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /** Those of the sources in this folder. */
  public static Results of(Path root) {
    return new Results(root, InstantSource.system());
  }

  /**
   * Keeps every sample, for whoever wants to reckon anew, and tells where; the second time on a day
   * the file has a number.
   */
  public void keep(String benchmark, String header, List<String> samples) throws IOException {
    List<String> lines = Stream.concat(Stream.of(header), samples.stream()).toList();
    System.err.println("every sample: " + root.relativize(writeApart(benchmark, lines)));
  }

  private Path writeApart(String benchmark, List<String> lines) throws IOException {
    for (int run = 1; ; run++) {
      Path file = file(benchmark, run == 1 ? ".csv" : "-" + run + ".csv");
      try {
        return Files.write(file, lines, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        // An earlier run's.
      }
    }
  }

  /** Adds a table to those of the day, under its title and the time of day. */
  public void add(String benchmark, String title, String table) throws IOException {
    LocalTime time =
        LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    Files.writeString(
        file(benchmark, ".md"),
        "\n## " + title + ", " + time + " UTC\n\n" + table,
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Path file(String benchmark, String ending) throws IOException {
    Path folder = Files.createDirectories(root.resolve("bench/results"));
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return folder.resolve(benchmark + "-" + day + ending);
  }
}
