package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of a store.
 *
 * @param folder nobody else's
 */
record StoreFiles(Path folder) {
  Path database() {
    return folder.resolve("jobs.db");
  }

  /** What is committed and not yet in the database; SQLite names it. */
  Path log() {
    return folder.resolve("jobs.db-wal");
  }

  Path mark() {
    return folder.resolve("jobs.mark");
  }

  /** Whether there is a database with anything in it. */
  boolean exist() throws IOException {
    return size(database()) > 0;
  }

  boolean hasLog() throws IOException {
    return size(log()) > 0;
  }

  long databaseSize() throws IOException {
    return size(database()) + size(log());
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Makes an empty database for nobody else to read, before SQLite makes one for all. */
  void make() throws IOException {
    if (!Files.exists(database())) {
      Files.createFile(database(), ownOnly());
    }
  }

  private static FileAttribute<?>[] ownOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
