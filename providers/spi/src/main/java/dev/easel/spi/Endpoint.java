package dev.easel.spi;

/**
 * One operation of a model at one seller.
 *
 * @param name the seller's own name for it, such as {@code fal-ai/gpt-image-1/text-to-image}
 * @param capabilities what it takes
 * @param prices what it charges
 */
public record Endpoint(String name, Capabilities capabilities, PriceList prices) {}
