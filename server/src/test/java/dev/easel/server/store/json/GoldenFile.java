package dev.easel.server.store.json;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A job's history and the job after it as the stores keep them, one document a line, so that a
 * difference is seen where it is. Every later Easel reads what an earlier one wrote.
 *
 * @param events documents of the events, in order
 * @param job document of the job
 */
public record GoldenFile(List<String> events, String job) {
  private static final String HEAD = "{\"events\":[";
  private static final String MIDDLE = "],\"job\":";
  private static final String END = "}";

  public GoldenFile {
    events = List.copyOf(events);
  }

  public static GoldenFile of(List<JobEvent> events, Job job) {
    EventJson eventJson = new EventJson();
    return new GoldenFile(events.stream().map(eventJson::write).toList(), new JobJson().write(job));
  }

  /** The files of every version, on the class path. */
  public static List<Path> all() {
    URL folder = Objects.requireNonNull(GoldenFile.class.getResource("golden"));
    try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the golden files are not there", e);
    }
  }

  public static GoldenFile parse(String text) {
    List<String> lines = text.lines().toList();
    int middle = lines.indexOf(MIDDLE);
    List<String> events =
        lines.subList(1, middle).stream()
            .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
            .toList();
    return new GoldenFile(events, lines.get(middle + 1));
  }

  public String text() {
    return Stream.of(HEAD, String.join(",\n", events), MIDDLE, job, END)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
