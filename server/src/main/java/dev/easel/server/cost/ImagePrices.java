package dev.easel.server.cost;

import dev.easel.spi.Capabilities;
import dev.easel.spi.DrawnTokens;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImagePrice;
import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SizeRule;
import dev.easel.spi.TokenRange;
import dev.easel.spi.Usd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one image of an endpoint can cost, where quality and size may be left to the model. */
final class ImagePrices {
  private final Capabilities capabilities;
  private final PriceList prices;
  private final DrawnTokens drawn;

  ImagePrices(Endpoint endpoint) {
    this.capabilities = endpoint.capabilities();
    this.prices = endpoint.prices();
    this.drawn = prices.tokens().drawn();
  }

  /** The range over everything the model may choose; empty if any of it has no price. */
  Optional<PriceRange> range(Optional<Quality> quality, Optional<SizeChoice> size) {
    return PriceRange.over(
        qualities(quality).stream()
            .flatMap(possible ->
                size.isPresent() && size.get() instanceof SizeChoice.Exact(Size exact)
                    ? Stream.of(price(possible, exact))
                    : everySize(possible))
            .toList());
  }

  private List<Quality> qualities(Optional<Quality> quality) {
    if (quality.isPresent() && quality.get() != Quality.AUTO) {
      return List.of(quality.get());
    }
    return capabilities.qualities().stream().filter(possible -> possible != Quality.AUTO).toList();
  }

  private Stream<Optional<PriceRange>> everySize(Quality quality) {
    return Stream.concat(
        capabilities.sizes().stream().map(size -> price(quality, size)),
        capabilities.sizeRule().stream().map(rule -> price(quality, rule)));
  }

  private Optional<PriceRange> price(Quality quality, Size size) {
    return either(
        prices.image(quality, size),
        drawn.of(quality, size).map(TokenRange::exactly).flatMap(this::byToken));
  }

  /** For any size that the model may choose under a rule. */
  private Optional<PriceRange> price(Quality quality, SizeRule rule) {
    Optional<Usd> ofEverySize =
        prices.images().stream()
            .filter(price -> price.quality() == quality && price.size().isEmpty())
            .findFirst()
            .map(ImagePrice::price);
    return either(ofEverySize, drawn.of(quality, rule).flatMap(this::byToken));
  }

  private Optional<PriceRange> byToken(TokenRange tokens) {
    return prices
        .perMillion(Meter.OUTPUT_IMAGE_TOKEN)
        .map(perMillion ->
            new PriceRange(
                Line.tokens(perMillion, BigDecimal.valueOf(tokens.fewest())),
                Line.tokens(perMillion, BigDecimal.valueOf(tokens.most()))
                    .rounded(prices.imageRounding())));
  }

  /** What the seller's two ways of telling a price come to, where it has both. */
  private static Optional<PriceRange> either(Optional<Usd> listed, Optional<PriceRange> byToken) {
    Optional<PriceRange> exactly = listed.map(PriceRange::exactly);
    return exactly.map(price -> byToken.map(price::or).orElse(price)).or(() -> byToken);
  }
}
