package dev.easel.server.cli.view;

import dev.easel.v1.Failure;
import dev.easel.v1.Quote;
import java.util.List;

/** Quotes as a table. */
public final class QuotesTable {
  private QuotesTable() {}

  /** The lines. */
  public static List<String> lines(List<Quote> quotes) {
    Table table = new Table("PROVIDER", "MODEL", "PRICE", "BASIS", "IMAGES OR REFUSAL");
    for (Quote quote : quotes) {
      if (quote.hasRefusal()) {
        table.row(quote.getProvider(), quote.getModel(), "-", "refused", refusal(quote));
      } else {
        table.row(
            quote.getProvider(),
            quote.getModel(),
            Prices.range(quote.getCost()),
            quote.hasCost() ? Words.of(quote.getCost().getBasis()) : "",
            images(quote));
      }
    }
    return table.lines();
  }

  private static String refusal(Quote quote) {
    Failure refusal = quote.getRefusal();
    return refusal.getReason() + ": " + refusal.getMessage();
  }

  private static String images(Quote quote) {
    return Math.max(1, quote.getOutput().getCount()) + " x " + OutputText.of(quote.getOutput());
  }
}
