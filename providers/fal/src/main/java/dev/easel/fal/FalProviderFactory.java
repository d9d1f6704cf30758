package dev.easel.fal;

import dev.easel.http.catalog.CatalogFile;
import dev.easel.spi.Catalog;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.ProviderContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The kind {@code fal}: gpt-image models through fal's queue, on an account at fal. */
public final class FalProviderFactory implements ImageProviderFactory {
  @Override
  public String kind() {
    return "fal";
  }

  @Override
  public ConfigurationShape configuration() {
    return FalSettings.SHAPE;
  }

  @Override
  public Catalog catalog(ProviderConfiguration configuration) {
    return CatalogFile.resource(FalProviderFactory.class, "catalog.json");
  }

  @Override
  public Optional<Map<String, String>> sandboxed(URI sandbox) {
    return Optional.of(FalSettings.sandboxed(sandbox, Payer.OPERATOR));
  }

  @Override
  public ImageProvider create(
      String instance,
      ProviderConfiguration configuration,
      Catalog catalog,
      ProviderContext context) {
    return FalProvider.create(
        FalSettings.of(instance, Payer.OPERATOR, configuration), catalog, context);
  }
}
