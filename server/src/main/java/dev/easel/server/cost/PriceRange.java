package dev.easel.server.cost;

import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The cheapest and the dearest that something can cost. */
record PriceRange(Usd cheapest, Usd dearest) {
  static PriceRange exactly(Usd price) {
    return new PriceRange(price, price);
  }

  static PriceRange upTo(Usd price) {
    return new PriceRange(Usd.ZERO, price);
  }

  /** From the cheapest of all to the dearest; empty if any is unknown, or there is none. */
  static Optional<PriceRange> over(List<Optional<PriceRange>> ranges) {
    return ranges.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : ranges.stream().flatMap(Optional::stream).reduce(PriceRange::or);
  }

  PriceRange or(PriceRange other) {
    return new PriceRange(
        cheapest.compareTo(other.cheapest) <= 0 ? cheapest : other.cheapest,
        dearest.compareTo(other.dearest) >= 0 ? dearest : other.dearest);
  }

  PriceRange plus(PriceRange other) {
    return new PriceRange(cheapest.plus(other.cheapest), dearest.plus(other.dearest));
  }

  PriceRange times(long quantity) {
    BigDecimal factor = BigDecimal.valueOf(quantity);
    return new PriceRange(cheapest.times(factor), dearest.times(factor));
  }
}
