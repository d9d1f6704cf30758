package dev.easel.spi;

import java.util.Optional;

/**
 * What one image costs.
 *
 * @param quality the quality it is for; never {@link Quality#AUTO}
 * @param size the size it is for; empty for every size not named
 * @param price the price of one image
 */
public record ImagePrice(Quality quality, Optional<Size> size, Usd price) {
  public ImagePrice {
    if (quality == Quality.AUTO) {
      throw new IllegalArgumentException("a price is for a quality, and auto is none");
    }
  }
}
