package dev.easel.server.provider;

import dev.easel.spi.ImageProvider;

/** The provider instances, by name. */
@FunctionalInterface
public interface Providers {
  /**
   * An instance that the configuration names.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  ImageProvider named(String instance);
}
