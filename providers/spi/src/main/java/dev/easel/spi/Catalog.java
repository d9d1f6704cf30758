package dev.easel.spi;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one seller offers, and at what price. Data, not code: an operator may replace it.
 *
 * @param seller who sells, such as {@code fal}
 * @param source where the facts were read
 * @param date when they were read
 * @param offerings the models, in the seller's order of preference
 */
public record Catalog(String seller, String source, LocalDate date, List<Offering> offerings) {
  public Catalog {
    offerings = List.copyOf(offerings);
  }

  /** The offering of a model, if there is one. */
  public Optional<Offering> offering(String model) {
    return offerings.stream().filter(offering -> offering.model().id().equals(model)).findFirst();
  }

  /** The name under which a cost cites these prices, such as {@code fal-2026-11-20}. */
  public String priceBook() {
    return seller + "-" + date;
  }
}
