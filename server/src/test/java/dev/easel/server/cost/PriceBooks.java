package dev.easel.server.cost;

import dev.easel.http.catalog.CatalogException;
import dev.easel.http.catalog.CatalogFile;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogs that ship, read where they are kept. */
final class PriceBooks {
  private static final Map<String, String> FILES =
      Map.of(
          "fal with 2.5", "../docs/catalog-fal-gpt-image-2.5.json",
          "fal-byok", "fal/src/main/resources/dev/easel/fal/catalog-byok.json",
          "fal", "fal/src/main/resources/dev/easel/fal/catalog.json",
          "openai", "openai/src/main/resources/dev/easel/openai/catalog-openai.json",
          "lumenfall", "openai/src/main/resources/dev/easel/openai/catalog-lumenfall.json",
          "azure", "openai/src/main/resources/dev/easel/openai/catalog-azure.json");

  private final Map<String, Catalog> bySeller = new LinkedHashMap<>();

  PriceBooks() {
    FILES.forEach((seller, file) -> bySeller.put(seller, read(Path.of("..", "providers", file))));
  }

  Endpoint endpoint(String seller, String model, Operation operation) {
    Catalog catalog = bySeller.get(seller);
    if (catalog == null) {
      throw new IllegalArgumentException("no price book of " + seller);
    }
    return catalog.offering(model).orElseThrow().endpoint(operation).orElseThrow();
  }

  /** Every endpoint that has prices. */
  List<Endpoint> priced() {
    return bySeller.values().stream()
        .flatMap(catalog -> catalog.offerings().stream())
        .flatMap(offering -> offering.endpoints().values().stream())
        .filter(endpoint ->
            !endpoint.prices().images().isEmpty() || !endpoint.prices().perMillion().isEmpty())
        .toList();
  }

  private static Catalog read(Path file) {
    try {
      return CatalogFile.read(file.toString(), Files.readAllBytes(file));
    } catch (CatalogException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
