package dev.easel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Built jars. */
final class Jars {
  private Jars() {}

  /** The one jar of an artifact, of whatever version. */
  static Path only(Path folder, String artifact) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
              .toList();
      if (jars.size() != 1) {
        throw new IllegalStateException("one jar of " + artifact + " was expected, found " + jars);
      }
      return jars.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is built in " + folder, e);
    }
  }
}
