package dev.easel.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one endpoint charges. What has no price here is unknown, never free.
 *
 * @param images prices of images by quality and size
 * @param perMillion prices of a million of other meters, such as tokens
 * @param rounding how the total of a request is rounded
 * @param tokensPerWord input text tokens that the seller says a word has; zero when it does not say
 * @param outputTextTokenAllowance most text tokens that a quote expects the model to write; an
 *     assumption, since nobody can know
 */
public record PriceList(
    List<ImagePrice> images,
    Map<Meter, Usd> perMillion,
    Rounding rounding,
    int tokensPerWord,
    long outputTextTokenAllowance) {
  public PriceList {
    images = List.copyOf(images);
    perMillion = Map.copyOf(perMillion);
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
}
