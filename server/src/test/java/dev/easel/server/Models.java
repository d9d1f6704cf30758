package dev.easel.server;

import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.catalog.Seller;
import dev.easel.spi.Background;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.DrawnTokens;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImagePrice;
import dev.easel.spi.Meter;
import dev.easel.spi.Model;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.PriceList;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SourceTokens;
import dev.easel.spi.TokenCounts;
import dev.easel.spi.Usd;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Catalogs for tests: one model, priced like gpt-image-1 at fal. */
public final class Models {
  public static final String MODEL = "gpt-image-1";
  public static final Size SQUARE = new Size(1024, 1024);
  public static final Size TALL = new Size(1024, 1536);

  private Models() {}

  /** A catalog of instances that all sell the model at the same price. */
  public static ModelCatalog soldBy(String... instances) {
    return new ModelCatalog(
        Arrays.stream(instances).map(name -> new Seller(name, "test", catalog())).toList(),
        Optional.empty());
  }

  public static Catalog catalog() {
    Model model = new Model(MODEL, "GPT Image 1", Optional.empty(), Optional.empty());
    Offering offering =
        new Offering(
            model,
            Map.of(Operation.GENERATE, endpoint(), Operation.EDIT, edits()),
            Optional.empty(),
            true,
            true);
    return new Catalog("test", "made up", LocalDate.of(2026, 11, 20), List.of(offering));
  }

  public static Endpoint endpoint() {
    return new Endpoint("test/text-to-image", capabilities(), prices(Rounding.UP_TO_CENT, 0));
  }

  /** Edits, whose sources are charged for by the tile, and dearly. */
  public static Endpoint edits() {
    PriceList plain = prices(Rounding.UP_TO_CENT, 0);
    Map<Meter, Usd> perMillion = new EnumMap<>(plain.perMillion());
    perMillion.put(Meter.INPUT_IMAGE_TOKEN, Usd.parse("100"));
    SourceTokens tiles =
        new SourceTokens(
            Optional.empty(), Map.of(), new SourceTokens.Tiles(65, 129), 0, 0, Optional.empty());
    return new Endpoint(
        "test/edit",
        capabilities(4),
        new PriceList(
            plain.images(),
            perMillion,
            new TokenCounts(plain.tokens().prompt(), DrawnTokens.untold(), List.of(tiles), 0, 0),
            Optional.empty(),
            Rounding.NONE,
            Rounding.UP_TO_CENT));
  }

  public static Capabilities capabilities() {
    return capabilities(0);
  }

  private static Capabilities capabilities(int maxSources) {
    return new Capabilities(
        4,
        List.of(SQUARE, TALL),
        Optional.empty(),
        true,
        List.of(Quality.AUTO, Quality.LOW, Quality.MEDIUM, Quality.HIGH),
        List.of(Background.AUTO, Background.TRANSPARENT, Background.OPAQUE),
        List.of(ImageFormat.JPEG, ImageFormat.PNG),
        false,
        List.of(),
        0,
        maxSources,
        false,
        List.of(),
        Optional.empty(),
        new OutputSpec(
            1,
            Optional.of(new SizeChoice.Auto()),
            Optional.of(Quality.AUTO),
            Optional.of(Background.AUTO),
            Optional.of(ImageFormat.PNG),
            Optional.empty(),
            Optional.empty()));
  }

  public static PriceList prices(Rounding rounding, long outputTextTokens) {
    return new PriceList(
        List.of(
            square(Quality.LOW, "0.011"),
            other(Quality.LOW, "0.016"),
            square(Quality.MEDIUM, "0.042"),
            other(Quality.MEDIUM, "0.063"),
            square(Quality.HIGH, "0.167"),
            other(Quality.HIGH, "0.25")),
        Map.of(Meter.INPUT_TEXT_TOKEN, Usd.parse("2"), Meter.OUTPUT_TEXT_TOKEN, Usd.parse("10")),
        new TokenCounts(
            new PromptTokens.PerWord(4), DrawnTokens.untold(), List.of(), 0, outputTextTokens),
        Optional.empty(),
        Rounding.NONE,
        rounding);
  }

  private static ImagePrice square(Quality quality, String price) {
    return new ImagePrice(quality, Optional.of(SQUARE), Usd.parse(price));
  }

  private static ImagePrice other(Quality quality, String price) {
    return new ImagePrice(quality, Optional.empty(), Usd.parse(price));
  }
}
