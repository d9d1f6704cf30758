package dev.easel.server.catalog;

import dev.easel.spi.Catalog;
import dev.easel.spi.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every model that the configured instances offer. Immutable; safe for threads. */
public final class ModelCatalog {
  /** The first of these that is offered is the default, unless the operator names another. */
  private static final List<String> PREFERRED = List.of("gpt-image-2", "gpt-image-1.5");

  private final List<Seller> sellers;
  private final List<Listing> listings;
  private final Map<String, Model> models;
  private final String defaultModel;

  /**
   * Brings together what the instances offer.
   *
   * @param sellers the instances, in routing order
   * @param defaultModel the model of requests that name none; empty for the server's own choice
   */
  public ModelCatalog(List<Seller> sellers, Optional<String> defaultModel) {
    this.sellers = List.copyOf(sellers);
    this.listings = sellers.stream().flatMap(ModelCatalog::listings).toList();
    this.models = new LinkedHashMap<>();
    listings.forEach(
        listing -> models.putIfAbsent(listing.offering().model().id(), listing.offering().model()));
    this.defaultModel = defaultModel.orElseGet(this::preferredModel);
  }

  private static Stream<Listing> listings(Seller seller) {
    Catalog catalog = seller.catalog();
    return catalog.offerings().stream()
        .map(offering -> new Listing(seller.name(), catalog.priceBook(), offering));
  }

  private String preferredModel() {
    return PREFERRED.stream()
        .filter(models::containsKey)
        .findFirst()
        .orElseGet(() -> models.keySet().stream().findFirst().orElse(PREFERRED.getFirst()));
  }

  /** The model of a request that names none. */
  public String defaultModel() {
    return defaultModel;
  }

  /** The instances, in routing order. */
  public List<Seller> sellers() {
    return sellers;
  }

  /** Every model, in routing preference. */
  public List<Model> models() {
    return List.copyOf(models.values());
  }

  /** A model, if anybody offers it. */
  public Optional<Model> model(String id) {
    return Optional.ofNullable(models.get(id));
  }

  /** Whether anybody offers this model. */
  public boolean has(String model) {
    return models.containsKey(model);
  }

  /** Who offers a model, in routing order. */
  public List<Listing> listings(String model) {
    return listings.stream()
        .filter(listing -> listing.offering().model().id().equals(model))
        .toList();
  }
}
