package dev.easel.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a file must be to be an image of an edit, as far as can be told without reading it. */
final class SourceFile {
  private static final long LARGEST = 50L << 20;

  private SourceFile() {}

  /** What is wrong with a file, in one line. */
  static Optional<String> problem(Path file) {
    if (!Files.exists(file)) {
      return Optional.of(file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      return Optional.of(file + " is a folder, not an image");
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(file + " is a pipe or a device; save the image to a file first");
    }
    if (!Files.isReadable(file)) {
      return Optional.of(file + " cannot be read: no permission");
    }
    try {
      return problem(file, Files.size(file));
    } catch (IOException e) {
      return Optional.of(file + " cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> problem(Path file, long size) {
    if (size == 0) {
      return Optional.of(file + " is empty");
    }
    return size > LARGEST
        ? Optional.of(
            "%s has %d bytes; an image has at most %d (50 MiB)".formatted(file, size, LARGEST))
        : Optional.empty();
  }
}
