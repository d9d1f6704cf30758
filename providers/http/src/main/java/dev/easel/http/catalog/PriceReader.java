package dev.easel.http.catalog;

import dev.easel.spi.Capabilities;
import dev.easel.spi.ImagePrice;
import dev.easel.spi.Meter;
import dev.easel.spi.PriceList;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.Usd;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what an endpoint charges. */
final class PriceReader {
  private static final String OTHER = "other";
  private static final Vocabulary<Rounding> ROUNDINGS = Vocabulary.of(Rounding.class);

  /** What a price list counts by the token. */
  private static final Vocabulary<Meter> TOKENS =
      Vocabulary.of(Meter.class)
          .only(
              List.of(
                  Meter.INPUT_TEXT_TOKEN,
                  Meter.INPUT_IMAGE_TOKEN,
                  Meter.OUTPUT_TEXT_TOKEN,
                  Meter.OUTPUT_IMAGE_TOKEN));

  private PriceReader() {}

  static Optional<PriceList> read(Value value, Capabilities taken) {
    if (value.json().asText().equals(Optional.of("unknown"))) {
      return Optional.of(PriceList.unknown());
    }
    return value
        .object(
            "images",
            "per_million",
            "billable_unit",
            "image_rounding",
            "rounding",
            TokenReader.PER_WORD,
            TokenReader.PROMPT,
            TokenReader.ALLOWANCE,
            TokenReader.IMAGE,
            TokenReader.GRID,
            TokenReader.PREVIEW,
            TokenReader.SOURCE)
        .map(members -> prices(value, members, taken));
  }

  private static PriceList prices(Value value, Members members, Capabilities taken) {
    PriceList prices =
        new PriceList(
            members.optional("images", entry -> Optional.of(images(entry))).orElse(List.of()),
            members.optional("per_million", entry -> Optional.of(meters(entry))).orElse(Map.of()),
            TokenReader.read(members),
            members.optional("billable_unit", Value::money),
            members
                .optional("image_rounding", entry -> entry.word(ROUNDINGS))
                .orElse(Rounding.NONE),
            members.required("rounding", entry -> entry.word(ROUNDINGS)).orElse(Rounding.NONE));
    new PriceCheck(value, members, prices, taken).complete();
    return prices;
  }

  private static List<ImagePrice> images(Value value) {
    return byQuality(value, PriceReader::ofQuality).entrySet().stream()
        .flatMap(quality ->
            quality.getValue().entrySet().stream()
                .map(size -> new ImagePrice(quality.getKey(), size.getKey(), size.getValue())))
        .toList();
  }

  private static Optional<Map<Optional<Size>, Usd>> ofQuality(Value value) {
    Map<Optional<Size>, Usd> prices = new LinkedHashMap<>();
    value
        .entries()
        .forEach((word, entry) ->
            entry
                .money()
                .ifPresent(price -> size(word, entry).ifPresent(size -> prices.put(size, price))));
    return Optional.of(prices);
  }

  /** Present and empty for every other size; absent, with a mistake, for what is no size. */
  private static Optional<Optional<Size>> size(String word, Value entry) {
    try {
      return Optional.of(word.equals(OTHER) ? Optional.empty() : Optional.of(Size.parse(word)));
    } catch (IllegalArgumentException e) {
      return entry.wrong("is under neither a size such as 1024x1536 nor \"other\"");
    }
  }

  /** Whatever is kept under the qualities that an image can have. */
  static <T> Map<Quality, T> byQuality(Value value, Function<Value, Optional<T>> reader) {
    Map<Quality, T> values = new EnumMap<>(Quality.class);
    value
        .entries()
        .forEach((word, entry) -> {
          Optional<Quality> quality =
              EndpointReader.QUALITIES.find(word).filter(known -> known != Quality.AUTO);
          if (quality.isEmpty()) {
            entry.wrong("is not a quality that can have a price");
          }
          quality.ifPresent(
              known -> reader.apply(entry).ifPresent(read -> values.put(known, read)));
        });
    return values;
  }

  private static Map<Meter, Usd> meters(Value value) {
    Map<Meter, Usd> prices = new EnumMap<>(Meter.class);
    value
        .entries()
        .forEach((word, entry) -> {
          Optional<Meter> meter = TOKENS.find(word);
          if (meter.isEmpty()) {
            entry.wrong(
                "is no kind of token; known here: "
                    + String.join(", ", TOKENS.meanings().keySet()));
          }
          meter.ifPresent(known -> entry.money().ifPresent(price -> prices.put(known, price)));
        });
    return prices;
  }
}
