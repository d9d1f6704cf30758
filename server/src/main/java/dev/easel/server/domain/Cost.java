package dev.easel.server.domain;

import dev.easel.spi.Usd;
import java.util.List;
import java.util.Optional;

/**
 * Money, with its provenance.
 *
 * @param amount total of the items under the seller's rounding rule; the dearest outcome where
 *     estimated
 * @param minimum the cheapest outcome, where estimated
 * @param basis how the amount was found
 * @param payer whose account is charged
 * @param items what the total is made of
 * @param priceBook the prices used
 */
public record Cost(
    Usd amount,
    Optional<Usd> minimum,
    Basis basis,
    Payer payer,
    List<CostItem> items,
    String priceBook) {
  public Cost {
    items = List.copyOf(items);
  }

  /** How an amount was found. */
  public enum Basis {
    /** Predicted from the request. */
    ESTIMATED,
    /** Usage reported, or images delivered, times the price book. */
    COMPUTED,
    /** Stated by the seller. */
    REPORTED
  }

  /** Whose account is charged. */
  public enum Payer {
    /** The operator of this service. */
    SERVICE,
    /** The caller, through a key of their own. */
    CALLER
  }
}
