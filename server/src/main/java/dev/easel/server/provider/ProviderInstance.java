package dev.easel.server.provider;

import dev.easel.spi.Catalog;
import dev.easel.spi.ImageProvider;

/**
 * A configured provider.
 *
 * @param name its name
 * @param kind its kind
 * @param catalog what it offers
 * @param provider who does the work
 */
public record ProviderInstance(String name, String kind, Catalog catalog, ImageProvider provider) {}
