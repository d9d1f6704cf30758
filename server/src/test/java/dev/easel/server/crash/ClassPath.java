package dev.easel.server.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The class path of this process with jars in the place of folders, of which Java caches nothing.
 */
final class ClassPath {
  private ClassPath() {}

  /** Packs the folders into jars of this folder. */
  static String ofJars(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      entries.add(
          Files.isDirectory(path)
              ? jar(path, folder.resolve(entries.size() + ".jar")).toString()
              : entry);
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      zip.setLevel(0);
      files.sorted().filter(file -> !file.equals(folder)).forEach(file -> add(zip, folder, file));
    }
    return jar;
  }

  private static void add(ZipOutputStream zip, Path folder, Path file) {
    String name = folder.relativize(file).toString();
    try {
      if (Files.isDirectory(file)) {
        zip.putNextEntry(new ZipEntry(name + "/"));
      } else {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
