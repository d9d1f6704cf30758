package dev.easel.spi;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What a seller told about the bill.
 *
 * @param reported the amount it stated; empty when it did not
 * @param usage the quantities it stated
 */
public record Billing(Optional<Usd> reported, Map<Meter, BigDecimal> usage) {
  public Billing {
    usage = Map.copyOf(usage);
  }

  /** For a seller that told nothing. */
  public static Billing untold() {
    return new Billing(Optional.empty(), Map.of());
  }
}
