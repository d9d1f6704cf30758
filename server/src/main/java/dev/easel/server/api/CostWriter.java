package dev.easel.server.api;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.CostItem;

/** Costs for the wire. */
final class CostWriter {
  private CostWriter() {}

  static dev.easel.v1.Cost wire(Cost cost) {
    dev.easel.v1.Cost.Builder wire =
        dev.easel.v1.Cost.newBuilder()
            .setAmount(Scalars.wire(cost.amount()))
            .setBasis(basis(cost.basis()))
            .setPayer(payer(cost.payer()))
            .setPriceBook(cost.priceBook());
    cost.minimum().map(Scalars::wire).ifPresent(wire::setMinimumAmount);
    cost.items().stream().map(CostWriter::item).forEach(wire::addItems);
    return wire.build();
  }

  private static dev.easel.v1.CostItem item(CostItem item) {
    dev.easel.v1.CostItem.Builder wire =
        dev.easel.v1.CostItem.newBuilder()
            .setUnit(item.meter().unit())
            .setQuantity(item.quantity().toPlainString());
    item.amount().map(Scalars::wire).ifPresent(wire::setAmount);
    return wire.build();
  }

  private static dev.easel.v1.Cost.Basis basis(Cost.Basis basis) {
    return switch (basis) {
      case ESTIMATED -> dev.easel.v1.Cost.Basis.BASIS_ESTIMATED;
      case COMPUTED -> dev.easel.v1.Cost.Basis.BASIS_COMPUTED;
      case REPORTED -> dev.easel.v1.Cost.Basis.BASIS_REPORTED;
    };
  }

  private static dev.easel.v1.Cost.Payer payer(Cost.Payer payer) {
    return switch (payer) {
      case SERVICE -> dev.easel.v1.Cost.Payer.PAYER_SERVICE;
      case CALLER -> dev.easel.v1.Cost.Payer.PAYER_CALLER;
    };
  }
}
