package dev.easel.server.cli;

import dev.easel.server.cli.view.Words;
import dev.easel.v1.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where images go. */
final class FileOptions {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The image's file; of several images FILE-1.png, FILE-2.png and so on.")
  private @Nullable Path file;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  /** The file named. */
  Optional<Path> file(Path folder) {
    return Optional.ofNullable(file).map(folder::resolve);
  }

  /** Whether a file may be replaced. */
  boolean force() {
    return force;
  }

  /** The format to ask for: the one said, else the one that the file's name promises. */
  @Nullable ImageFormat format(@Nullable ImageFormat said) throws CommandFailed {
    Optional<ImageFormat> promised = Optional.ofNullable(file).flatMap(ImageNames::promised);
    if (said != null && promised.isPresent() && !promised.get().equals(said)) {
      throw new CommandFailed(
          ExitCode.USAGE, "--format " + Words.of(said) + " does not fit the name " + file);
    }
    return said == null ? promised.orElse(null) : said;
  }

  /** Fails before money is spent on an image that could not be saved. */
  void check(Path folder, int count) throws CommandFailed {
    Optional<Path> named = file(folder);
    if (named.isEmpty()) {
      // The image's name is made when it is there; the folder it goes to is known.
      requireWritable(folder.toAbsolutePath());
      return;
    }
    requireNoFolder(named.get());
    for (Path target : targets(named.get(), count)) {
      requireNoFolder(target);
      if (Files.exists(target) && !force) {
        throw new CommandFailed(
            ExitCode.FAILED, target + " exists; choose another name, or --force to replace it");
      }
      Path parent = target.toAbsolutePath().getParent();
      if (parent != null) {
        requireWritable(parent);
      }
    }
  }

  private static void requireNoFolder(Path target) throws CommandFailed {
    if (Files.isDirectory(target)) {
      throw new CommandFailed(ExitCode.FAILED, target + " is a folder; name a file");
    }
  }

  private static void requireWritable(Path folder) throws CommandFailed {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new CommandFailed(ExitCode.FAILED, folder + " is not a folder to write to");
    }
  }

  private static List<Path> targets(Path named, int count) {
    return count == 1
        ? List.of(named)
        : IntStream.rangeClosed(1, count)
            .mapToObj(number -> ImageNames.numbered(named, number))
            .toList();
  }
}
