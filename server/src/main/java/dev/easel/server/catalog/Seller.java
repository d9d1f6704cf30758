package dev.easel.server.catalog;

import dev.easel.spi.Catalog;

/**
 * A provider instance, as the catalog knows it.
 *
 * @param name its name
 * @param kind its kind
 * @param catalog what it offers
 */
public record Seller(String name, String kind, Catalog catalog) {}
