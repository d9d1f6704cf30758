package dev.easel.openai;

import dev.easel.spi.Catalog;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.ProviderContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The kind {@code openai}: OpenAI's Images API, at OpenAI and at sellers that speak it too. */
public final class OpenAiProviderFactory implements ImageProviderFactory {
  @Override
  public String kind() {
    return "openai";
  }

  @Override
  public ConfigurationShape configuration() {
    return OpenAiSettings.SHAPE;
  }

  @Override
  public Catalog catalog(ProviderConfiguration configuration) {
    return new Offers(OpenAiSettings.of(configuration)).catalog();
  }

  @Override
  public Optional<Map<String, String>> sandboxed(URI sandbox) {
    return Optional.of(OpenAiSettings.sandboxed(sandbox));
  }

  @Override
  public ImageProvider create(
      String instance,
      ProviderConfiguration configuration,
      Catalog catalog,
      ProviderContext context) {
    try {
      return OpenAiProvider.create(OpenAiSettings.of(configuration), catalog, context);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("instance " + instance + ": " + e.getMessage(), e);
    }
  }
}
