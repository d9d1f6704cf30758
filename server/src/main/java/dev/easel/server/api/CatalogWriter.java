package dev.easel.server.api;

import dev.easel.server.catalog.Listing;
import dev.easel.server.cost.Order;
import dev.easel.server.cost.Pricing;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Model;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.Size;
import dev.easel.spi.SizeRule;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Models and offerings for the wire. */
final class CatalogWriter {
  private static final Size TYPICAL_SOURCE = new Size(1024, 1024);

  private final Pricing pricing;

  @Inject
  CatalogWriter(Pricing pricing) {
    this.pricing = pricing;
  }

  dev.easel.v1.Model wire(Model model, List<Listing> listings) {
    dev.easel.v1.Model.Builder wire =
        dev.easel.v1.Model.newBuilder().setId(model.id()).setDisplayName(model.displayName());
    model
        .retireDate()
        .map(date -> Scalars.wire(date.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .ifPresent(wire::setRetireTime);
    model.replacement().ifPresent(wire::setReplacementModel);
    listings.stream().map(this::wire).forEach(wire::addOfferings);
    return wire.build();
  }

  private dev.easel.v1.Offering wire(Listing listing) {
    Offering offering = listing.offering();
    dev.easel.v1.Offering.Builder wire =
        dev.easel.v1.Offering.newBuilder()
            .setProvider(listing.provider())
            .setSupportsCancelRunning(offering.cancelRunning())
            .setSurvivesRestart(offering.survivesRestart());
    offering
        .callerKey()
        .ifPresent((CallerKey key) ->
            wire.setCallerKeyMetadata(key.metadata()).setCallerKeyRequired(key.required()));
    offering
        .endpoint(Operation.GENERATE)
        .map(endpoint -> wire(listing, endpoint, generated(endpoint)))
        .ifPresent(wire::setGenerate);
    offering
        .endpoint(Operation.EDIT)
        .map(endpoint -> wire(listing, endpoint, edited(endpoint)))
        .ifPresent(wire::setEdit);
    return wire.build();
  }

  private static Order generated(Endpoint endpoint) {
    return Order.generate("", endpoint.capabilities().defaults());
  }

  private static Order edited(Endpoint endpoint) {
    Capabilities capabilities = endpoint.capabilities();
    return new Order(
        "",
        capabilities.defaults(),
        List.of(Optional.of(TYPICAL_SOURCE)),
        false,
        capabilities.defaultInputFidelity(),
        0);
  }

  private dev.easel.v1.Capabilities wire(Listing listing, Endpoint endpoint, Order typical) {
    Capabilities capabilities = endpoint.capabilities();
    dev.easel.v1.Capabilities.Builder wire =
        dev.easel.v1.Capabilities.newBuilder()
            .setMaxCount(capabilities.maxCount())
            .setAutoSize(capabilities.autoSize())
            .setCompression(capabilities.compression())
            .setMaxPreviewCount(capabilities.maxPreviewCount())
            .setMaxSources(capabilities.maxSources())
            .setMask(capabilities.mask())
            .setDefaults(Scalars.wire(capabilities.defaults()));
    capabilities.sizes().stream().map(Scalars::wire).forEach(wire::addSizes);
    capabilities.sizeRule().map(CatalogWriter::wire).ifPresent(wire::setSizeRule);
    capabilities.qualities().stream().map(Words::wire).forEach(wire::addQualities);
    capabilities.backgrounds().stream().map(Words::wire).forEach(wire::addBackgrounds);
    capabilities.formats().stream().map(Words::wire).forEach(wire::addFormats);
    capabilities.moderations().stream().map(Words::wire).forEach(wire::addModerations);
    capabilities.inputFidelities().stream().map(Words::wire).forEach(wire::addInputFidelities);
    capabilities.defaultInputFidelity().map(Words::wire).ifPresent(wire::setDefaultInputFidelity);
    boolean callerPays = listing.offering().callerKey().filter(CallerKey::required).isPresent();
    Payer payer = callerPays ? Payer.CALLER : Payer.SERVICE;
    pricing
        .quote(endpoint, listing.priceBook(), payer, typical)
        .map(CostWriter::wire)
        .ifPresent(wire::setTypicalCost);
    return wire.build();
  }

  private static dev.easel.v1.SizeRule wire(SizeRule rule) {
    return dev.easel.v1.SizeRule.newBuilder()
        .setMultipleOf(rule.multipleOf())
        .setMaxSide(rule.maxSide())
        .setMaxRatio(rule.maxRatio())
        .setMinPixels(rule.minPixels())
        .setMaxPixels(rule.maxPixels())
        .build();
  }
}
