package dev.easel.fal;

import dev.easel.http.catalog.CatalogException;
import dev.easel.http.catalog.CatalogFile;
import dev.easel.spi.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The example of a catalog that operators are shown, with the models that are not offered by
 * default.
 */
final class NewestCatalog {
  private static final Path FILE = Path.of("..", "..", "docs", "catalog-fal-gpt-image-2.5.json");

  private NewestCatalog() {}

  static Catalog read() throws IOException, CatalogException {
    return CatalogFile.read(FILE.toString(), Files.readAllBytes(FILE));
  }
}
