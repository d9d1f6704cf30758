package dev.easel.server.cli.view;

import dev.easel.v1.Cost;
import dev.easel.v1.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money in words. */
public final class Prices {
  private Prices() {}

  /** An exact amount, with at least two decimals: "$0.042". */
  public static String of(Money money) {
    BigDecimal exact =
        BigDecimal.valueOf(money.getUnits())
            .add(BigDecimal.valueOf(money.getNanos(), 9))
            .stripTrailingZeros();
    BigDecimal shown = exact.scale() < 2 ? exact.setScale(2, RoundingMode.UNNECESSARY) : exact;
    return money.getCurrencyCode().equals("USD")
        ? "$" + shown.toPlainString()
        : shown.toPlainString() + " " + money.getCurrencyCode();
  }

  /** A cost without its provenance, as a range where it is one: "$0.02 to $0.25". */
  public static String range(Cost cost) {
    if (!cost.hasAmount()) {
      return "unknown";
    }
    boolean ranges = cost.hasMinimumAmount() && !cost.getMinimumAmount().equals(cost.getAmount());
    return ranges
        ? of(cost.getMinimumAmount()) + " to " + of(cost.getAmount())
        : of(cost.getAmount());
  }

  /** A cost with its provenance: "$0.042, computed". */
  public static String of(Cost cost) {
    if (!cost.hasAmount()) {
      return "unknown";
    }
    String payer = cost.getPayer() == Cost.Payer.PAYER_CALLER ? ", on your own key" : "";
    return range(cost) + ", " + Words.of(cost.getBasis()) + payer;
  }
}
