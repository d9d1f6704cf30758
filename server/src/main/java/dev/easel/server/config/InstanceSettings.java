package dev.easel.server.config;

import dev.easel.spi.ProviderConfiguration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One provider instance that is to be made.
 *
 * @param name its name
 * @param kind its kind, one that exists
 * @param configuration its settings, checked
 * @param catalog a file in place of the kind's own catalog
 */
public record InstanceSettings(
    String name, String kind, ProviderConfiguration configuration, Optional<Path> catalog) {}
