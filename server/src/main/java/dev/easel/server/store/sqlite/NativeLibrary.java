package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself, which the driver unpacks into a folder before it loads it: into one of ours, since
 * the machine's folder for temporary files is often one that nothing may be loaded from.
 */
final class NativeLibrary {
  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /**
   * Loads it, once in a process. An operator's own choice of a folder counts.
   *
   * @throws UnusableStoreException if it cannot be loaded, saying what to do
   */
  static void load(Path data) throws UnusableStoreException {
    Path folder = data.resolve("native");
    try {
      if (System.getProperty(FOLDER) == null) {
        Files.createDirectories(folder);
        clear(folder);
        System.setProperty(FOLDER, folder.toString());
      }
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new UnusableStoreException(
          ("SQLite's library cannot be loaded from %s: %s. If nothing may be executed there, name"
                  + " another folder with EASEL_JAVA_OPTS=-D%s=FOLDER")
              .formatted(System.getProperty(FOLDER), e.getMessage(), FOLDER),
          e);
    }
  }

  /** A process that is killed leaves its copy. */
  private static void clear(Path folder) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.debug("an old copy of SQLite's library stays in {}", folder, e);
    }
  }
}
