package dev.easel.server.cost;

import dev.easel.server.cost.Estimates.Unpriced;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.CostItem;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What finished work cost. What the seller counted stands; what it left untold is estimated. */
final class Bill {
  private final PriceList prices;
  private final Estimates estimates;
  private final List<SlotResult.Filled> delivered;
  private final Counted counted;
  private final CostSheet sheet = new CostSheet();

  Bill(Endpoint endpoint, Order order, List<SlotResult.Filled> delivered, Counted counted) {
    this.prices = endpoint.prices();
    this.estimates = new Estimates(endpoint, order);
    this.delivered = List.copyOf(delivered);
    this.counted = counted;
  }

  /** The amount that the seller stated, with what it counted beside it. */
  Cost stated(Usd amount, String priceBook, Payer payer) {
    List<CostItem> items =
        Stream.of(Meter.values())
            .flatMap(meter ->
                counted.positive(meter).stream()
                    .map(quantity -> new CostItem(meter, quantity, Optional.empty())))
            .toList();
    return new Cost(amount, Optional.empty(), Basis.REPORTED, payer, items, priceBook);
  }

  /** Whether what the seller counted says what its images cost, however many of them came. */
  boolean tellsOfImages() {
    boolean byUnit =
        counted
            .told(Meter.BILLABLE_UNIT)
            .filter(units -> units.signum() == 0 || prices.billableUnit().isPresent())
            .isPresent();
    return byUnit || counted.tells(Meter.OUTPUT_IMAGE_TOKEN);
  }

  Cost computed(String priceBook, Payer payer) throws Unpriced {
    Optional<BigDecimal> units = counted.told(Meter.BILLABLE_UNIT);
    if (units.isPresent() && units.get().signum() == 0) {
      // None of them is nothing, whatever one would cost.
      units(units.get(), prices.billableUnit().orElse(Usd.ZERO));
    } else if (units.isPresent() && prices.billableUnit().isPresent()) {
      units(units.get(), prices.billableUnit().get());
    } else {
      lines();
      units.ifPresent(quantity -> sheet.note(Meter.BILLABLE_UNIT, quantity));
    }
    return sheet.settle(prices.rounding(), priceBook, payer);
  }

  private void units(BigDecimal quantity, Usd price) {
    sheet.add(new Line(Meter.BILLABLE_UNIT, quantity, PriceRange.exactly(price.times(quantity))));
  }

  private void lines() throws Unpriced {
    boolean drawnCounted = counted.tells(Meter.OUTPUT_IMAGE_TOKEN);
    if (drawnCounted) {
      if (counted.positive(Meter.OUTPUT_IMAGE_TOKEN).isPresent()
          && prices.perMillion(Meter.OUTPUT_IMAGE_TOKEN).isEmpty()) {
        throw new Unpriced();
      }
      count(Meter.OUTPUT_IMAGE_TOKEN);
    } else {
      sheet.add(estimates.images(delivered));
      estimates.previews(delivered.size()).ifPresent(sheet::add);
    }
    if (!count(Meter.INPUT_IMAGE_TOKEN)) {
      estimates.sources().ifPresent(sheet::add);
    }
    if (!count(Meter.INPUT_TEXT_TOKEN)) {
      estimates.prompt().ifPresent(sheet::add);
    }
    // A seller that counts output without telling text apart has counted the text within it.
    if (!count(Meter.OUTPUT_TEXT_TOKEN) && !drawnCounted) {
      estimates.reasoning().ifPresent(sheet::add);
    }
  }

  /** Adds what the seller counted of this; false if it did not tell. */
  private boolean count(Meter meter) {
    counted
        .positive(meter)
        .ifPresent(quantity ->
            prices
                .perMillion(meter)
                .ifPresentOrElse(
                    perMillion -> {
                      Usd price = Line.tokens(perMillion, quantity);
                      sheet.add(new Line(meter, quantity, PriceRange.exactly(price)));
                    },
                    () -> sheet.unpriced(meter, quantity)));
    return counted.tells(meter);
  }
}
