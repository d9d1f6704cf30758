package dev.easel.server;

import dev.easel.spi.Catalog;
import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.Setting;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A provider kind with one setting of each type, which makes no instances. */
public final class KindForTests implements ImageProviderFactory {
  private final String kind;

  public KindForTests(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public ConfigurationShape configuration() {
    return new ConfigurationShape(
        List.of(
            Setting.requiredSecret("key", kind.toUpperCase(Locale.ROOT) + "_KEY", "the key"),
            Setting.optional("url", Setting.Type.URL, "https://" + kind + ".example", "where"),
            Setting.optional("patience", Setting.Type.DURATION, "1s", "how long"),
            Setting.optional("greeting", Setting.Type.TEXT, "hello", "what to say")));
  }

  @Override
  public Catalog catalog(ProviderConfiguration configuration) {
    return Models.catalog();
  }

  @Override
  public Optional<Map<String, String>> sandboxed(URI sandbox) {
    return Optional.of(Map.of("url", sandbox.toString(), "key", "worthless"));
  }

  @Override
  public ImageProvider create(
      String instance,
      ProviderConfiguration configuration,
      Catalog catalog,
      ProviderContext context) {
    throw new UnsupportedOperationException("this kind is for configuration only");
  }
}
