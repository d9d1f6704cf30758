package dev.easel.testkit;

import dev.easel.spi.ConfigurationShape;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.Secret;
import dev.easel.spi.Setting;
import dev.easel.spi.Sleeper;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes instances as the host does. */
public final class TestHost {
  private static final int HURRY = 20;

  private TestHost() {}

  /** An instance with these settings, and defaults for the others. */
  public static ImageProvider create(ImageProviderFactory factory, Map<String, String> settings) {
    return create(factory, settings, context());
  }

  /** The same, in which pauses take a small part of their time. */
  static ImageProvider createHurried(ImageProviderFactory factory, Map<String, String> settings) {
    Sleeper hurried = pause -> Thread.sleep(pause.dividedBy(HURRY));
    return create(factory, settings, context(hurried));
  }

  private static ImageProvider create(
      ImageProviderFactory factory, Map<String, String> settings, ProviderContext context) {
    ProviderConfiguration configuration = configuration(factory.configuration(), settings);
    return factory.create("tested", configuration, factory.catalog(configuration), context);
  }

  /** Real time, and randomness that is the same in every run. */
  public static ProviderContext context() {
    return context(Thread::sleep);
  }

  private static ProviderContext context(Sleeper sleeper) {
    return new ProviderContext(
        InstantSource.system(), sleeper, new SplittableRandom(20261120), "easel-testkit/1");
  }

  /**
   * Settings as the host would give them.
   *
   * @throws IllegalArgumentException if one is unknown, missing or of the wrong type
   */
  public static ProviderConfiguration configuration(
      ConfigurationShape shape, Map<String, String> settings) {
    settings.keySet().stream()
        .filter(name -> shape.setting(name).isEmpty())
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException("no setting is called " + name);
        });
    Map<String, Object> values = new HashMap<>();
    for (Setting setting : shape.settings()) {
      value(setting, settings.get(setting.name()))
          .ifPresent(value -> values.put(setting.name(), value));
    }
    return new ProviderConfiguration(values);
  }

  private static Optional<Object> value(Setting setting, @Nullable String given) {
    Optional<String> text = Optional.ofNullable(given).or(setting::defaultValue);
    if (text.isEmpty() && setting.required()) {
      throw new IllegalArgumentException("the setting " + setting.name() + " is missing");
    }
    return text.map(known ->
        switch (setting.type()) {
          case TEXT -> known;
          case URL -> URI.create(known);
          case DURATION -> duration(known);
          case SECRET -> Secret.of(known);
        });
  }

  private static Duration duration(String text) {
    return Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text);
  }
}
