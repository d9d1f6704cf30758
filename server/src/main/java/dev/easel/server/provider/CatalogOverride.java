package dev.easel.server.provider;

import dev.easel.http.catalog.CatalogException;
import dev.easel.http.catalog.CatalogFile;
import dev.easel.spi.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a catalog that an operator puts in place of a kind's own. */
final class CatalogOverride {
  private CatalogOverride() {}

  /** The catalog, or every mistake in it added to the problems. */
  static Optional<Catalog> read(String instance, Path file, List<String> problems) {
    String key = "providers." + instance + ".catalog: ";
    try {
      return Optional.of(CatalogFile.read(file.toString(), Files.readAllBytes(file)));
    } catch (CatalogException e) {
      e.mistakes().forEach(mistake -> problems.add(key + file + ": " + mistake));
    } catch (IOException e) {
      problems.add(key + "the file " + file + " cannot be read");
    }
    return Optional.empty();
  }
}
