package dev.easel.server.route;

import dev.easel.server.catalog.Listing;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.cost.Order;
import dev.easel.server.cost.Pricing;
import dev.easel.server.domain.Cost;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.Violation;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Endpoint;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Usd;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges every instance that offers a request's model. Pure; safe for threads. */
public final class Router {
  private final ModelCatalog catalog;
  private final Pricing pricing;

  @Inject
  Router(ModelCatalog catalog, Pricing pricing) {
    this.catalog = catalog;
    this.pricing = pricing;
  }

  /**
   * The instances that offer the model, in the order to use them: the caller's, else the server's.
   *
   * @param callerKey whether the call carries a key of the caller's own; empty for a quote, which
   *     needs none
   */
  public List<Candidate> candidates(JobRequest request, Optional<Boolean> callerKey) {
    List<String> allowed = request.options().providers();
    Comparator<Candidate> order =
        Comparator.comparingInt(candidate ->
            allowed.contains(candidate.provider())
                ? allowed.indexOf(candidate.provider())
                : Integer.MAX_VALUE);
    return catalog.listings(request.model()).stream()
        .map(listing -> candidate(listing, request, callerKey))
        .sorted(order)
        .toList();
  }

  private Candidate candidate(Listing listing, JobRequest request, Optional<Boolean> callerKey) {
    List<String> allowed = request.options().providers();
    if (!allowed.isEmpty() && !allowed.contains(listing.provider())) {
      return new Candidate.NotAllowed(listing.provider());
    }
    Optional<Candidate> mismatch = keyMismatch(listing, callerKey);
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    Optional<Endpoint> endpoint = listing.offering().endpoint(request.operation());
    if (endpoint.isEmpty()) {
      return new Candidate.Unable(listing.provider(), List.of(noOperation(request)));
    }
    List<Violation> violations =
        CapabilityCheck.violations(listing.provider(), endpoint.get().capabilities(), request);
    if (!violations.isEmpty()) {
      return new Candidate.Unable(listing.provider(), violations);
    }
    return priced(
        route(listing, endpoint.get(), request, payer(listing, callerKey)),
        request.options().maxCost());
  }

  private static Optional<Candidate> keyMismatch(Listing listing, Optional<Boolean> callerKey) {
    Optional<CallerKey> taken = listing.offering().callerKey();
    if (callerKey.isEmpty()) {
      return Optional.empty();
    }
    if (callerKey.get() && taken.isEmpty()) {
      return Optional.of(
          new Candidate.KeyMismatch(listing.provider(), false, "takes no key of the caller's own"));
    }
    if (!callerKey.get() && taken.filter(CallerKey::required).isPresent()) {
      return Optional.of(
          new Candidate.KeyMismatch(
              listing.provider(),
              true,
              "needs a key of the caller's own in the call metadata " + taken.get().metadata()));
    }
    return Optional.empty();
  }

  private Route route(Listing listing, Endpoint endpoint, JobRequest request, Payer payer) {
    OutputSpec output = request.output().orElse(endpoint.capabilities().defaults());
    Optional<InputFidelity> fidelity =
        request.input().inputFidelity().or(() -> endpoint.capabilities().defaultInputFidelity());
    Optional<Cost> quote =
        pricing.quote(endpoint, listing.priceBook(), payer, Order.of(request, output, fidelity));
    return new Route(listing.provider(), endpoint.name(), output, fidelity, payer, quote);
  }

  private static Payer payer(Listing listing, Optional<Boolean> callerKey) {
    Optional<CallerKey> taken = listing.offering().callerKey();
    boolean caller = taken.filter(key -> key.required() || callerKey.orElse(false)).isPresent();
    return caller ? Payer.CALLER : Payer.SERVICE;
  }

  private static Candidate priced(Route route, Optional<Usd> maxCost) {
    if (maxCost.isEmpty()) {
      return new Candidate.Eligible(route);
    }
    Usd ceiling = maxCost.get();
    if (route.quote().isEmpty()) {
      return new Candidate.TooDear(
          route,
          route.provider() + " has no price for this, so it cannot be held below " + ceiling);
    }
    Usd amount = route.quote().get().amount();
    if (amount.compareTo(ceiling) > 0) {
      return new Candidate.TooDear(
          route, route.provider() + " may charge " + amount + ", above max_cost " + ceiling);
    }
    return new Candidate.Eligible(route);
  }

  private static Violation noOperation(JobRequest request) {
    return new Violation(
        "model",
        Reason.OPTION_NOT_SUPPORTED,
        request.model() + " has no " + request.operation().name().toLowerCase(Locale.ROOT));
  }

  /** The models that could have been meant, for a message. */
  List<String> knownModels() {
    List<String> models = new ArrayList<>();
    catalog.models().forEach(model -> models.add(model.id()));
    return models;
  }

  boolean knows(String model) {
    return catalog.has(model);
  }
}
