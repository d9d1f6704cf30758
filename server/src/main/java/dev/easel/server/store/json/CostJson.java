package dev.easel.server.store.json;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.CostItem;
import dev.easel.spi.Meter;
import dev.easel.spi.Usd;
import java.math.BigDecimal;

/** Money. Quantities are texts, because readers of JSON numbers round. */
final class CostJson {
  private CostJson() {}

  static void write(Cost cost, Draft draft) {
    draft
        .number("amount_nanos", cost.amount().nanos())
        .number("minimum_nanos", cost.minimum().map(Usd::nanos))
        .word("basis", cost.basis())
        .word("payer", cost.payer())
        .list("items", cost.items(), CostJson::writeItem)
        .text("price_book", cost.priceBook());
  }

  static Cost read(Value value) {
    return value.object(cost ->
        new Cost(
            cost.get("amount_nanos").nanos(),
            cost.find("minimum_nanos", Value::nanos),
            cost.get("basis").word(Cost.Basis.class),
            cost.get("payer").word(Cost.Payer.class),
            cost.list("items", CostJson::readItem),
            cost.get("price_book").text()));
  }

  private static void writeItem(CostItem item, Draft draft) {
    draft
        .word("meter", item.meter())
        .text("quantity", item.quantity().toString())
        .number("amount_nanos", item.amount().map(Usd::nanos));
  }

  private static CostItem readItem(Value value) {
    return value.object(item ->
        new CostItem(
            item.get("meter").word(Meter.class),
            item.get("quantity").parsed(BigDecimal::new),
            item.find("amount_nanos", Value::nanos)));
  }
}
