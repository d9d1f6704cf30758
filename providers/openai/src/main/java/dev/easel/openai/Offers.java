package dev.easel.openai;

import dev.easel.http.catalog.CatalogFile;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a seller offers under the settings of an instance. */
final class Offers {
  private final OpenAiSettings settings;

  Offers(OpenAiSettings settings) {
    this.settings = settings;
  }

  Catalog catalog() {
    Catalog known = CatalogFile.resource(Offers.class, settings.preset().catalog());
    return new Catalog(
        known.seller(),
        known.source(),
        known.date(),
        known.offerings().stream().map(this::offering).toList());
  }

  private Offering offering(Offering known) {
    Optional<CallerKey> callerKey = settings.callerKeys().offered();
    Map<Operation, Endpoint> endpoints = new EnumMap<>(Operation.class);
    known.endpoints().forEach((operation, endpoint) -> endpoints.put(operation, sized(endpoint)));
    return new Offering(
        known.model(), endpoints, callerKey, known.cancelRunning(), known.survivesRestart());
  }

  /** A seller that is told no size takes none. */
  private Endpoint sized(Endpoint endpoint) {
    return switch (settings.dialect().sizeMode()) {
      case WXH, WIDTH_HEIGHT, ASPECT_RATIO -> endpoint;
      case OMIT ->
          new Endpoint(endpoint.name(), sizeless(endpoint.capabilities()), endpoint.prices());
    };
  }

  private static Capabilities sizeless(Capabilities taken) {
    OutputSpec defaults = taken.defaults();
    return new Capabilities(
        taken.maxCount(),
        List.of(),
        Optional.empty(),
        false,
        taken.qualities(),
        taken.backgrounds(),
        taken.formats(),
        taken.compression(),
        taken.moderations(),
        taken.maxPreviewCount(),
        taken.maxSources(),
        taken.mask(),
        taken.inputFidelities(),
        taken.defaultInputFidelity(),
        new OutputSpec(
            defaults.count(),
            Optional.empty(),
            defaults.quality(),
            defaults.background(),
            defaults.format(),
            defaults.compression(),
            defaults.moderation()));
  }
}
