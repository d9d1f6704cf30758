package dev.easel.http.catalog;

import dev.easel.spi.Capabilities;
import dev.easel.spi.ImagePrice;
import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.Usd;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what an endpoint charges, and sees to it that nothing on offer lacks a price. */
final class PriceReader {
  private static final String OTHER = "other";
  private static final Vocabulary<Meter> METERS = Vocabulary.of(Meter.class);
  private static final Vocabulary<Rounding> ROUNDINGS = Vocabulary.of(Rounding.class);
  private static final int MOST_TOKENS = 1_000_000;
  private static final PriceList UNKNOWN = new PriceList(List.of(), Map.of(), Rounding.NONE, 0, 0);

  private PriceReader() {}

  static Optional<PriceList> read(Value value, Capabilities taken) {
    if (value.json().asText().equals(Optional.of("unknown"))) {
      return Optional.of(UNKNOWN);
    }
    return value
        .object(
            "images", "per_million", "rounding", "tokens_per_word", "output_text_token_allowance")
        .map(members -> prices(value, members, taken));
  }

  private static PriceList prices(Value value, Members members, Capabilities taken) {
    List<ImagePrice> images =
        members.optional("images", entry -> Optional.of(images(entry))).orElse(List.of());
    Map<Meter, Usd> perMillion =
        members.optional("per_million", entry -> Optional.of(meters(entry))).orElse(Map.of());
    PriceList prices =
        new PriceList(
            images,
            perMillion,
            members.required("rounding", entry -> entry.word(ROUNDINGS)).orElse(Rounding.NONE),
            members
                .optional("tokens_per_word", entry -> entry.integer(0, 100))
                .map(Long::intValue)
                .orElse(0),
            members
                .optional("output_text_token_allowance", entry -> entry.integer(0, MOST_TOKENS))
                .orElse(0L));
    checkComplete(value, members, prices, taken);
    return prices;
  }

  private static List<ImagePrice> images(Value value) {
    List<ImagePrice> prices = new ArrayList<>();
    value
        .entries()
        .forEach((word, bySize) -> {
          Optional<Quality> quality =
              EndpointReader.QUALITIES.find(word).filter(known -> known != Quality.AUTO);
          if (quality.isEmpty()) {
            bySize.wrong("is not a quality that can have a price");
          }
          quality.ifPresent(known -> prices.addAll(ofQuality(known, bySize)));
        });
    return prices;
  }

  private static List<ImagePrice> ofQuality(Quality quality, Value value) {
    List<ImagePrice> prices = new ArrayList<>();
    value
        .entries()
        .forEach((word, entry) ->
            entry
                .money()
                .ifPresent(price ->
                    size(word, entry)
                        .ifPresent(size -> prices.add(new ImagePrice(quality, size, price)))));
    return prices;
  }

  /** Present and empty for every other size; absent, with a mistake, for what is no size. */
  private static Optional<Optional<Size>> size(String word, Value entry) {
    try {
      return Optional.of(word.equals(OTHER) ? Optional.empty() : Optional.of(Size.parse(word)));
    } catch (IllegalArgumentException e) {
      return entry.wrong("is under neither a size such as 1024x1536 nor \"other\"");
    }
  }

  private static Map<Meter, Usd> meters(Value value) {
    Map<Meter, Usd> prices = new EnumMap<>(Meter.class);
    value
        .entries()
        .forEach((word, entry) -> {
          Optional<Meter> meter = METERS.find(word);
          if (meter.isEmpty()) {
            entry.wrong(
                "is no meter; known here: " + String.join(", ", METERS.meanings().keySet()));
          }
          meter.ifPresent(known -> entry.money().ifPresent(price -> prices.put(known, price)));
        });
    return prices;
  }

  private static void checkComplete(
      Value value, Members members, PriceList prices, Capabilities taken) {
    boolean images = members.values().containsKey("images");
    if (!images && !prices.perMillion().containsKey(Meter.OUTPUT_IMAGE_TOKEN)) {
      value.wrong("needs a price for images: \"images\", or \"per_million\" of output_image_token");
    }
    if (images) {
      taken.qualities().stream()
          .filter(quality -> quality != Quality.AUTO)
          .forEach(quality -> checkSizes(value, prices, quality, taken.sizes()));
    }
    if (prices.perMillion().containsKey(Meter.OUTPUT_TEXT_TOKEN)
        && !members.values().containsKey("output_text_token_allowance")) {
      members.missing("output_text_token_allowance");
    }
  }

  private static void checkSizes(Value value, PriceList prices, Quality quality, List<Size> sizes) {
    sizes.stream()
        .filter(size -> prices.image(quality, size).isEmpty())
        .forEach(size ->
            value.wrong(
                "has no price for quality "
                    + quality.name().toLowerCase(Locale.ROOT)
                    + " at "
                    + size));
  }
}
