package dev.easel.server.cost;

import dev.easel.server.cost.Estimates.Unpriced;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * Prices work before and after it is done. Pure; safe for threads. Unknown is empty, never zero; so
 * is an amount beyond nine thousand million dollars, which no price book means.
 */
public final class Pricing {
  /**
   * What an order is expected to cost.
   *
   * @param endpoint who would serve it
   * @param priceBook the name of its prices
   * @param payer whose account would be charged
   * @param order what is wanted
   * @return a range where the model chooses; empty when a price is missing
   */
  public Optional<Cost> quote(Endpoint endpoint, String priceBook, Payer payer, Order order) {
    try {
      CostSheet sheet = expected(new Estimates(endpoint, order), order.output().count());
      return Optional.of(sheet.quote(endpoint.prices().rounding(), priceBook, payer));
    } catch (Unpriced | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static CostSheet expected(Estimates estimates, int imageCount) throws Unpriced {
    CostSheet sheet = new CostSheet();
    sheet.add(estimates.images());
    estimates.previews(imageCount).ifPresent(sheet::add);
    estimates.sources().ifPresent(sheet::add);
    estimates.prompt().ifPresent(sheet::add);
    estimates.reasoning().ifPresent(sheet::add);
    return sheet;
  }

  /**
   * What finished work cost: what the seller stated, else what it counted, else what was delivered.
   *
   * @param endpoint who served it
   * @param priceBook the name of its prices
   * @param payer whose account was charged
   * @param order what was wanted
   * @param delivered the images that came
   * @param billing what the seller told
   * @return an estimate with its range where the seller left something untold; a floor, as an
   *     estimate, where it counted something beside the images that has no price; empty when the
   *     images have none
   */
  public Optional<Cost> settle(
      Endpoint endpoint,
      String priceBook,
      Payer payer,
      Order order,
      List<SlotResult.Filled> delivered,
      Billing billing) {
    return settle(
        new Bill(endpoint, order, delivered, Counted.of(billing)), priceBook, payer, billing);
  }

  /**
   * What work cost of which not every image came: as the seller's own figures tell it, since what
   * came does not.
   *
   * @return empty where the seller's figures do not tell what its images cost
   */
  public Optional<Cost> settleAsTold(
      Endpoint endpoint,
      String priceBook,
      Payer payer,
      Order order,
      List<SlotResult.Filled> delivered,
      Billing billing) {
    Bill bill = new Bill(endpoint, order, delivered, Counted.of(billing));
    return billing.reported().isPresent() || bill.tellsOfImages()
        ? settle(bill, priceBook, payer, billing)
        : Optional.empty();
  }

  private static Optional<Cost> settle(Bill bill, String priceBook, Payer payer, Billing billing) {
    if (billing.reported().isPresent()) {
      return Optional.of(bill.stated(billing.reported().get(), priceBook, payer));
    }
    try {
      return Optional.of(bill.computed(priceBook, payer));
    } catch (Unpriced | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
