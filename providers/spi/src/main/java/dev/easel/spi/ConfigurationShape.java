package dev.easel.spi;

import java.util.List;
import java.util.Optional;

/**
 * Every setting that a kind knows. The host refuses others, checks types, and fills in defaults.
 *
 * @param settings the settings, in the order to show them
 */
public record ConfigurationShape(List<Setting> settings) {
  public ConfigurationShape {
    settings = List.copyOf(settings);
  }

  /** The setting of this name. */
  public Optional<Setting> setting(String name) {
    return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
  }
}
