package dev.easel.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one endpoint charges. What has no price here is unknown, never free. An image may have both
 * a price of its own and one by its tokens, where a seller publishes both and they differ: it is
 * then quoted as the range of the two.
 *
 * @param images prices of images by quality and size
 * @param perMillion prices of a million tokens, by meter
 * @param tokens how tokens are counted before the seller has counted them
 * @param billableUnit the price of whatever the seller calls one unit of its bill
 * @param imageRounding how the price of an image by its tokens may be rounded
 * @param rounding how the total of a request is rounded
 */
public record PriceList(
    List<ImagePrice> images,
    Map<Meter, Usd> perMillion,
    TokenCounts tokens,
    Optional<Usd> billableUnit,
    Rounding imageRounding,
    Rounding rounding) {
  public PriceList {
    images = List.copyOf(images);
    perMillion = Map.copyOf(perMillion);
  }

  /** For a seller that publishes none. */
  public static PriceList unknown() {
    return new PriceList(
        List.of(), Map.of(), TokenCounts.untold(), Optional.empty(), Rounding.NONE, Rounding.NONE);
  }

  /** The price of one image, of the exact size before that of every other size. */
  public Optional<Usd> image(Quality quality, Size size) {
    return images.stream()
        .filter(price -> price.quality() == quality && price.size().equals(Optional.of(size)))
        .findFirst()
        .or(() ->
            images.stream()
                .filter(price -> price.quality() == quality && price.size().isEmpty())
                .findFirst())
        .map(ImagePrice::price);
  }

  /** The price of a million tokens of a kind. */
  public Optional<Usd> perMillion(Meter meter) {
    return Optional.ofNullable(perMillion.get(meter));
  }
}
