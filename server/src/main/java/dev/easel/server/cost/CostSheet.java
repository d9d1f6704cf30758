package dev.easel.server.cost;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.CostItem;
import dev.easel.spi.Meter;
import dev.easel.spi.Rounding;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up the lines of one cost, cheapest and dearest at once. */
final class CostSheet {
  private final List<CostItem> items = new ArrayList<>();
  private Usd cheapest = Usd.ZERO;
  private Usd dearest = Usd.ZERO;
  private boolean complete = true;

  void add(Line line) {
    items.add(new CostItem(line.meter(), line.quantity(), Optional.of(line.price().dearest())));
    cheapest = cheapest.plus(line.price().cheapest());
    dearest = dearest.plus(line.price().dearest());
  }

  /** Adds what the seller counted and charges for, at a price that is not known to us. */
  void unpriced(Meter meter, BigDecimal quantity) {
    note(meter, quantity);
    complete = false;
  }

  /** Adds what the seller told beside its charges: it is no part of the total. */
  void note(Meter meter, BigDecimal quantity) {
    items.add(new CostItem(meter, quantity, Optional.empty()));
  }

  /** The cost before the work: always an estimate. */
  Cost quote(Rounding rounding, String priceBook, Payer payer) {
    return cost(Basis.ESTIMATED, rounding, priceBook, payer);
  }

  /** The cost after the work: an estimate only where something is still not known. */
  Cost settle(Rounding rounding, String priceBook, Payer payer) {
    boolean exact = complete && cheapest.rounded(rounding).equals(dearest.rounded(rounding));
    Basis basis = exact ? Basis.COMPUTED : Basis.ESTIMATED;
    return cost(basis, rounding, priceBook, payer);
  }

  private Cost cost(Basis basis, Rounding rounding, String priceBook, Payer payer) {
    Optional<Usd> minimum =
        basis == Basis.ESTIMATED ? Optional.of(cheapest.rounded(rounding)) : Optional.empty();
    return new Cost(dearest.rounded(rounding), minimum, basis, payer, items, priceBook);
  }
}
