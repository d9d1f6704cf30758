package dev.easel.server.cli.view;

import dev.easel.v1.Quality;
import dev.easel.v1.Quote;
import dev.easel.v1.Size;
import java.util.Optional;

/**
 * What one image costs.
 *
 * @param size at this size
 * @param quality and this quality
 * @param quote the provider's quote, unless it has no price for it
 */
public record PriceCell(Size size, Quality quality, Optional<Quote> quote) {
  /** The price in words. */
  String text() {
    return quote.map(priced -> Prices.range(priced.getCost())).orElse("-");
  }
}
