package dev.easel.openai;

import dev.easel.http.catalog.CatalogFile;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SizeRule;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

  /** A seller takes no size that it cannot be told. */
  private Endpoint sized(Endpoint endpoint) {
    Capabilities taken = endpoint.capabilities();
    return switch (settings.dialect().sizeMode()) {
      case WXH -> endpoint;
      case WIDTH_HEIGHT -> with(endpoint, exact(taken, taken.sizes(), taken.sizeRule()));
      case ASPECT_RATIO ->
          with(endpoint, exact(taken, ofEachRatio(taken.sizes()), Optional.empty()));
      case OMIT -> with(endpoint, exact(taken, List.of(), Optional.empty()));
    };
  }

  /** Told by their shape, two sizes of one shape are the same: the first stands for both. */
  static List<Size> ofEachRatio(List<Size> sizes) {
    Map<String, Size> firsts = new LinkedHashMap<>();
    sizes.forEach(size -> firsts.putIfAbsent(Parameters.ratio(size), size));
    return List.copyOf(firsts.values());
  }

  private static Endpoint with(Endpoint endpoint, Capabilities capabilities) {
    return new Endpoint(endpoint.name(), capabilities, endpoint.prices());
  }

  private static Capabilities exact(
      Capabilities taken, List<Size> sizes, Optional<SizeRule> sizeRule) {
    OutputSpec defaults = taken.defaults();
    return new Capabilities(
        taken.maxCount(),
        sizes,
        sizeRule,
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
            defaults
                .size()
                .filter(choice ->
                    choice instanceof SizeChoice.Exact(Size size) && sizes.contains(size)),
            defaults.quality(),
            defaults.background(),
            defaults.format(),
            defaults.compression(),
            defaults.moderation()));
  }
}
