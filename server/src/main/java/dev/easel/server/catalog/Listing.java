package dev.easel.server.catalog;

import dev.easel.spi.Offering;

/**
 * A model at one provider instance.
 *
 * @param provider the instance
 * @param priceBook the name of its prices
 * @param offering what it offers
 */
public record Listing(String provider, String priceBook, Offering offering) {}
