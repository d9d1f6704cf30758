package dev.easel.server.cost;

import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.Route;
import dev.easel.spi.Size;
import dev.easel.spi.Usd;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Holds a job to its caller's max_cost once the real sizes of its sources are known: a quote made
 * before that assumes an ordinary shape, and sellers charge for what they are sent. Pure; safe for
 * threads.
 */
public final class Ceiling {
  private final ModelCatalog catalog;
  private final Pricing pricing;

  /** With the catalog that routes are made from. */
  @Inject
  public Ceiling(ModelCatalog catalog, Pricing pricing) {
    this.catalog = catalog;
    this.pricing = pricing;
  }

  /**
   * Why a job may not be bought on its current route.
   *
   * @param sources the size of every image of the job, as it will be sent
   * @return empty if the job may be bought
   */
  public Optional<String> objection(Job job, List<Size> sources) {
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    return job.request().options().maxCost().flatMap(most -> objection(job, sources, most));
  }

  private Optional<String> objection(Job job, List<Size> sources, Usd most) {
    String provider = job.currentRoute().provider();
    Optional<Usd> dearest = quote(job, sources).map(Cost::amount);
    if (dearest.isEmpty()) {
      return Optional.of(
          provider + " has no price for these sources, so it cannot be held below " + most);
    }
    return dearest
        .filter(amount -> amount.compareTo(most) > 0)
        .map(amount ->
            provider + " may charge " + amount + " for these sources, above max_cost " + most);
  }

  private Optional<Cost> quote(Job job, List<Size> sources) {
    Route route = job.currentRoute();
    Order order =
        Order.of(job.request(), route).withSources(sources.stream().map(Optional::of).toList());
    return catalog.listings(job.request().model()).stream()
        .filter(listing -> listing.provider().equals(route.provider()))
        .findFirst()
        .flatMap(listing ->
            listing
                .offering()
                .endpoint(job.request().operation())
                .flatMap(endpoint ->
                    pricing.quote(endpoint, listing.priceBook(), route.payer(), order)));
  }
}
