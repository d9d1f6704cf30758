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

/**
 * The kind {@code fal-byok}: gpt-image models through fal's queue, on the operator's account at fal
 * and the caller's own at OpenAI. fal never keeps the requests, since the key is in them.
 */
public final class FalByokProviderFactory implements ImageProviderFactory {
  @Override
  public String kind() {
    return "fal-byok";
  }

  @Override
  public ConfigurationShape configuration() {
    return FalSettings.BYOK_SHAPE;
  }

  @Override
  public Catalog catalog(ProviderConfiguration configuration) {
    return CatalogFile.resource(FalByokProviderFactory.class, "catalog-byok.json");
  }

  @Override
  public Optional<Map<String, String>> sandboxed(URI sandbox) {
    return Optional.of(FalSettings.sandboxed(sandbox, Payer.CALLER));
  }

  @Override
  public ImageProvider create(
      String instance,
      ProviderConfiguration configuration,
      Catalog catalog,
      ProviderContext context) {
    return FalProvider.create(
        FalSettings.of(instance, Payer.CALLER, configuration), catalog, context);
  }
}
