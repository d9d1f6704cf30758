package dev.easel.bench.images;

import dev.easel.bench.Commit;
import dev.easel.bench.Contenders;
import dev.easel.bench.Results;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Measures what images cost on their way through Easel; prints the table, and keeps it. */
public final class ImageBenchmark {
  private static final List<Scenario> ALL =
      List.of(
          new AddedTime(),
          new Throughput(),
          new PeakMemory(),
          new ManyReaders(),
          new SecureReaders(),
          new ClosedWindows(),
          new IdleWatches(),
          new CancelTime(),
          new Growth(),
          new Soak());

  private ImageBenchmark() {}

  /**
   * Runs scenarios and prints what they found; what each found is kept when it is over.
   *
   * @param arguments the scenario, or {@code all}, the folder of the sources, the Java command,
   *     then the flags that servers are started with
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[1]);
    List<String> flags = Arrays.asList(arguments).subList(3, arguments.length);
    Bench bench = new Bench(new Contenders(arguments[2], flags, root), root);
    Results results = Results.of(root);
    String commit = Commit.of(root).map(name -> ", " + name).orElse("");
    StringBuilder all = new StringBuilder(Figure.HEADER);
    for (Scenario scenario : wanted(arguments[0])) {
      System.err.println("measuring " + scenario.name());
      String rows = rows(scenario.measure(bench));
      System.err.print(rows);
      results.add("images", scenario.name() + commit, Figure.HEADER + rows);
      all.append(rows);
    }
    System.out.print(all);
  }

  private static String rows(List<Figure> figures) {
    return figures.stream().map(Figure::row).collect(Collectors.joining());
  }

  private static List<Scenario> wanted(String name) {
    List<Scenario> wanted =
        ALL.stream().filter(each -> name.equals("all") || name.equals(each.name())).toList();
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "no scenario " + name + "; there are all, " + ALL.stream().map(Scenario::name).toList());
    }
    return wanted;
  }
}
