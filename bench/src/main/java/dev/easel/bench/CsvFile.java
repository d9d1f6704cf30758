package dev.easel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Samples as they were taken, for whoever wants to reckon anew. */
public final class CsvFile {
  private static final String HEADER =
      "round,server,said_ms,serving_ms,processor_ms,others_processor_ms,resident_kib,anonymous_kib";

  private CsvFile() {}

  static void write(Path file, List<Sample> samples) throws IOException {
    write(file, HEADER, samples.stream().map(CsvFile::line).toList());
  }

  /** Writes lines under a header. */
  public static void write(Path file, String header, List<String> lines) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Stream.concat(Stream.of(header), lines.stream()).toList());
  }

  private static String line(Sample sample) {
    return String.format(
        Locale.ROOT,
        "%d,%s,%.1f,%.1f,%d,%d,%d,%d",
        sample.round(),
        sample.server(),
        sample.saidMillis(),
        sample.servingMillis(),
        sample.processorMillis(),
        sample.othersMillis(),
        sample.residentKib(),
        sample.anonymousKib());
  }
}
