package dev.easel.server.cost;

import dev.easel.server.catalog.Listing;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Basis;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.SlotResult;
import dev.easel.spi.Billing;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Usd;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What a job cost, once its work is done. Pure; safe for threads. */
public final class Settlement {
  private final ModelCatalog catalog;
  private final Pricing pricing;

  /** With the catalog that routes are made from. */
  @Inject
  public Settlement(ModelCatalog catalog, Pricing pricing) {
    this.catalog = catalog;
    this.pricing = pricing;
  }

  /**
   * The cost of what was delivered.
   *
   * @param delivered the images that the seller made
   * @return empty when a price is missing
   */
  public Optional<Cost> settle(Job job, List<SlotResult.Filled> delivered, Billing billing) {
    return settle(job, delivered, billing, pricing::settle);
  }

  /**
   * The cost of work of which not every image came, as the seller's own figures tell it.
   *
   * @param delivered the images that came nevertheless
   * @return empty where the seller does not tell what its images cost
   */
  public Optional<Cost> settleAsTold(Job job, List<SlotResult.Filled> delivered, Billing billing) {
    return settle(job, delivered, billing, pricing::settleAsTold);
  }

  private Optional<Cost> settle(
      Job job, List<SlotResult.Filled> delivered, Billing billing, Rule rule) {
    Route route = job.currentRoute();
    return listing(job)
        .flatMap(listing -> {
          Optional<Endpoint> endpoint = listing.offering().endpoint(job.request().operation());
          return endpoint.flatMap(found ->
              rule.settle(
                  found,
                  listing.priceBook(),
                  route.payer(),
                  Order.of(job.request(), route),
                  delivered,
                  billing));
        });
  }

  /** The cost of work for which the seller charges nothing. */
  public Optional<Cost> nothing(Job job) {
    return listing(job)
        .map(listing ->
            new Cost(
                Usd.ZERO,
                Optional.empty(),
                Basis.COMPUTED,
                job.currentRoute().payer(),
                List.of(),
                listing.priceBook()));
  }

  /** One of the ways to settle. */
  private interface Rule {
    Optional<Cost> settle(
        Endpoint endpoint,
        String priceBook,
        Cost.Payer payer,
        Order order,
        List<SlotResult.Filled> delivered,
        Billing billing);
  }

  private Optional<Listing> listing(Job job) {
    return catalog.listings(job.request().model()).stream()
        .filter(listing -> listing.provider().equals(job.currentRoute().provider()))
        .findFirst();
  }
}
