package dev.easel.server.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** Copies the files of a PostgreSQL that runs, as its manual says: what it logs it sends later. */
final class FolderCopy {
  private static final Set<String> NOT_COPIED =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

  private static final Set<String> EMPTIED =
      Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_stat_tmp", "pg_subtrans");

  private FolderCopy() {}

  static void of(Path data, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        Path place = data.relativize(file);
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy.resolve(place));
        } else if (isCopied(place)) {
          copy(file, copy.resolve(place));
        }
      }
    }
    if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(data));
    }
  }

  private static boolean isCopied(Path place) {
    return !NOT_COPIED.contains(place.toString()) && !EMPTIED.contains(place.getName(0).toString());
  }

  private static void copy(Path file, Path to) throws IOException {
    try {
      Files.copy(file, to);
    } catch (NoSuchFileException e) {
      // Taken away since; what was done is logged.
      return;
    }
  }
}
