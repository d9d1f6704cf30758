package dev.easel.server.store.json;

import dev.easel.spi.Billing;
import dev.easel.spi.Meter;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a seller told about a bill. */
final class BillingJson {
  private BillingJson() {}

  private record Used(Meter meter, BigDecimal quantity) {}

  static void write(Billing billing, Draft draft) {
    // In an order of their own, so that equal bills give equal documents.
    List<Used> usage =
        new TreeMap<>(billing.usage())
            .entrySet().stream().map(used -> new Used(used.getKey(), used.getValue())).toList();
    draft
        .number("reported_nanos", billing.reported().map(Usd::nanos))
        .list("usage", usage, BillingJson::writeUsed);
  }

  static Billing read(Value value) {
    return value.object(
        billing -> new Billing(billing.find("reported_nanos", Value::nanos), usage(billing)));
  }

  private static Map<Meter, BigDecimal> usage(Members billing) {
    Map<Meter, BigDecimal> usage = new EnumMap<>(Meter.class);
    for (Used used : billing.list("usage", BillingJson::readUsed)) {
      if (usage.put(used.meter(), used.quantity()) != null) {
        throw billing.unreadable("a meter occurs twice");
      }
    }
    return usage;
  }

  private static void writeUsed(Used used, Draft draft) {
    draft.word("meter", used.meter()).text("quantity", used.quantity().toString());
  }

  private static Used readUsed(Value value) {
    return value.object(used ->
        new Used(
            used.get("meter").word(Meter.class), used.get("quantity").parsed(BigDecimal::new)));
  }
}
