package dev.easel.server.cost;

import dev.easel.spi.Billing;
import dev.easel.spi.Meter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What the seller counted, as far as it can be believed. A figure that is negative, or beyond all
 * measure, is taken as untold.
 */
record Counted(Map<Meter, BigDecimal> usage) {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);
  private static final int MOST_DECIMALS = 18;
  private static final int MOST_DIGITS = 40;

  static Counted of(Billing billing) {
    return new Counted(billing.usage());
  }

  /** How many of this, above zero. */
  Optional<BigDecimal> positive(Meter meter) {
    return told(meter).filter(quantity -> quantity.signum() > 0);
  }

  /** Whether the seller says how many of this there were, if only that there was none. */
  boolean tells(Meter meter) {
    return told(meter).isPresent();
  }

  /** How many of this the seller says there were, if only none. */
  Optional<BigDecimal> told(Meter meter) {
    return Optional.ofNullable(usage.get(meter)).filter(Counted::believable);
  }

  private static boolean believable(BigDecimal quantity) {
    return quantity.signum() >= 0
        && quantity.precision() <= MOST_DIGITS
        && quantity.scale() <= MOST_DECIMALS
        && quantity.scale() >= -MOST_DECIMALS
        && quantity.compareTo(MOST) <= 0;
  }
}
