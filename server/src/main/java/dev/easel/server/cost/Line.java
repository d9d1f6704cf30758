package dev.easel.server.cost;

import dev.easel.spi.Meter;
import dev.easel.spi.TokenRange;
import dev.easel.spi.Usd;
import java.math.BigDecimal;

/**
 * A line of a cost that has a price.
 *
 * @param meter what is metered
 * @param quantity how many; the most, where that is not certain
 * @param price of all of them
 */
record Line(Meter meter, BigDecimal quantity, PriceRange price) {
  private static final int DIGITS_OF_A_MILLION = 6;

  static Line tokens(Meter meter, TokenRange tokens, Usd perMillion) {
    BigDecimal most = BigDecimal.valueOf(tokens.most());
    return new Line(
        meter,
        most,
        new PriceRange(
            tokens(perMillion, BigDecimal.valueOf(tokens.fewest())), tokens(perMillion, most)));
  }

  /** The price of so many tokens, rounded once. */
  static Usd tokens(Usd perMillion, BigDecimal tokens) {
    return perMillion.times(tokens.movePointLeft(DIGITS_OF_A_MILLION));
  }
}
