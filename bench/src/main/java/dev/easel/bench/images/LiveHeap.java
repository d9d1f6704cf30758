package dev.easel.bench.images;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is reachable in another process's heap. */
final class LiveHeap {
  /** The last line: how many objects, and how many bytes they have. */
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+) *");

  private LiveHeap() {}

  /** Has the process collect all garbage, and adds up what is left. */
  static long bytes(long pid) throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .start();
    try (BufferedReader lines = histogram.inputReader()) {
      return lines
          .lines()
          .map(TOTAL::matcher)
          .filter(Matcher::matches)
          .mapToLong(total -> Long.parseLong(total.group(1)))
          .findFirst()
          .orElseThrow(() -> new IOException("the histogram of " + pid + " has no total"));
    } finally {
      histogram.waitFor();
    }
  }
}
