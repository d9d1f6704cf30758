package dev.easel.server.cost;

import dev.easel.spi.Capabilities;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.util.List;
import java.util.Optional;

/** What one image of an endpoint can cost, where quality and size may be left to the model. */
final class ImagePrices {
  private final Endpoint endpoint;

  ImagePrices(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The range over everything the model may choose; empty if any of it has no price. */
  Optional<PriceRange> range(Optional<Quality> quality, Optional<SizeChoice> size) {
    Optional<PriceRange> range = Optional.empty();
    for (Quality possibleQuality : qualities(quality)) {
      for (Size possibleSize : sizes(size)) {
        Optional<Usd> price = endpoint.prices().image(possibleQuality, possibleSize);
        if (price.isEmpty()) {
          return Optional.empty();
        }
        PriceRange exact = PriceRange.exactly(price.get());
        range = Optional.of(range.map(exact::or).orElse(exact));
      }
    }
    return range;
  }

  private List<Quality> qualities(Optional<Quality> quality) {
    if (quality.isPresent() && quality.get() != Quality.AUTO) {
      return List.of(quality.get());
    }
    Capabilities capabilities = endpoint.capabilities();
    return capabilities.qualities().stream().filter(possible -> possible != Quality.AUTO).toList();
  }

  private List<Size> sizes(Optional<SizeChoice> size) {
    if (size.isPresent() && size.get() instanceof SizeChoice.Exact(Size exact)) {
      return List.of(exact);
    }
    return endpoint.capabilities().sizes();
  }
}
