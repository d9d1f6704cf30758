package dev.easel.server.cost;

import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Meter;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.PriceList;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.util.List;
import java.util.Optional;

/**
 * Prices work before and after it is done. Pure; safe for threads. Unknown is empty, never zero.
 */
public final class Pricing {
  /**
   * What a request is expected to cost.
   *
   * @param endpoint who would serve it
   * @param priceBook the name of its prices
   * @param payer whose account would be charged
   * @param prompt what to draw
   * @param output the images wanted, defaults filled in
   * @return a range where the model chooses; empty when a price is missing
   */
  public Optional<Cost> quote(
      Endpoint endpoint, String priceBook, Payer payer, String prompt, OutputSpec output) {
    return new ImagePrices(endpoint)
        .range(output.quality(), output.size())
        .map(image -> {
          CostSheet sheet = new CostSheet();
          sheet.add(Meter.IMAGE, output.count(), image.times(output.count()));
          addText(sheet, endpoint.prices(), prompt);
          return sheet.quote(endpoint.prices().rounding(), priceBook, payer);
        });
  }

  /**
   * What finished work cost.
   *
   * @param endpoint who served it
   * @param priceBook the name of its prices
   * @param payer whose account was charged
   * @param prompt what was drawn
   * @param output the images wanted, defaults filled in
   * @param delivered the images that came
   * @param billing what the seller told
   * @return an estimate with its range where the seller left something untold; empty when a price
   *     is missing
   */
  public Optional<Cost> settle(
      Endpoint endpoint,
      String priceBook,
      Payer payer,
      String prompt,
      OutputSpec output,
      List<SlotResult.Filled> delivered,
      Billing billing) {
    if (billing.reported().isPresent()) {
      return Optional.of(reported(billing.reported().get(), priceBook, payer));
    }
    return deliveredImages(endpoint, output, delivered)
        .map(images -> {
          CostSheet sheet = new CostSheet();
          sheet.add(Meter.IMAGE, delivered.size(), images);
          addText(sheet, endpoint.prices(), prompt);
          billing.usage().forEach(sheet::note);
          return sheet.settle(endpoint.prices().rounding(), priceBook, payer);
        });
  }

  private static Cost reported(Usd amount, String priceBook, Payer payer) {
    return new Cost(amount, Optional.empty(), Basis.REPORTED, payer, List.of(), priceBook);
  }

  private static Optional<PriceRange> deliveredImages(
      Endpoint endpoint, OutputSpec output, List<SlotResult.Filled> delivered) {
    ImagePrices prices = new ImagePrices(endpoint);
    PriceRange total = PriceRange.exactly(Usd.ZERO);
    for (SlotResult.Filled image : delivered) {
      Optional<PriceRange> price =
          prices.range(
              image.facts().quality().or(output::quality),
              Optional.of(new SizeChoice.Exact(image.blob().size())));
      if (price.isEmpty()) {
        return Optional.empty();
      }
      total = total.plus(price.get());
    }
    return Optional.of(total);
  }

  private static void addText(CostSheet sheet, PriceList prices, String prompt) {
    TextTokens.addInput(sheet, prices, prompt);
    TextTokens.addOutputAllowance(sheet, prices);
  }
}
