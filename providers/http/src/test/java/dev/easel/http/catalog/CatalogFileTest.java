package dev.easel.http.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Meter;
import dev.easel.spi.Operation;
import dev.easel.spi.PriceList;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.SourceTokens;
import dev.easel.spi.TokenCounts;
import dev.easel.spi.Usd;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogFileTest {
  private static final String GOOD =
      """
      {"seller": "acme", "source": "acme's price page", "date": "2026-11-20", "note": "any text",
       "models": [{
         "id": "brush-1", "display_name": "Brush 1", "retire_date": "2027-01-31", "replacement": "brush-2",
         "cancel_running": true, "survives_restart": true,
         "caller_key": {"metadata": "acme-key", "required": false},
         "endpoints": {"generate": {
           "name": "brush/one", "max_count": 4,
           "sizes": ["auto", "1024x1024", "512x512"],
           "size_rule": {"multiple_of": 16, "max_side": 3840, "max_ratio": 3},
           "qualities": ["auto", "low", "high"], "backgrounds": ["auto"], "formats": ["png"],
           "compression": true,
           "defaults": {"size": "auto", "quality": "auto", "background": "auto", "format": "png", "compression": 100},
           "prices": {
             "images": {"low": {"1024x1024": "0.01", "other": "0.02"}, "high": {"other": "0.2"}},
             "per_million": {"input_text_token": "2", "output_text_token": "10"},
             "rounding": "up_to_cent", "tokens_per_word": 4, "output_text_token_allowance": 500}}}}]}
      """;

  @Test
  void readsWhatPeopleWrote() throws CatalogException {
    Catalog catalog = CatalogFile.read("acme.json", GOOD.getBytes(UTF_8));

    assertThat(catalog.priceBook()).isEqualTo("acme-2026-11-20");
    var offering = catalog.offering("brush-1").orElseThrow();
    assertThat(offering.model().retireDate()).contains(LocalDate.of(2027, 1, 31));
    assertThat(offering.callerKey())
        .hasValueSatisfying(key -> assertThat(key.required()).isFalse());
    Endpoint endpoint = offering.endpoint(Operation.GENERATE).orElseThrow();
    Capabilities capabilities = endpoint.capabilities();
    assertThat(capabilities.autoSize()).isTrue();
    assertThat(capabilities.sizes()).containsExactly(new Size(1024, 1024), new Size(512, 512));
    assertThat(capabilities.qualities())
        .isEqualTo(List.of(Quality.AUTO, Quality.LOW, Quality.HIGH));
    assertThat(capabilities.defaults().compression()).contains(100);
    assertThat(endpoint.prices().image(Quality.LOW, new Size(512, 512)))
        .isEqualTo(Optional.of(Usd.parse("0.02")));
    assertThat(endpoint.prices().rounding()).isEqualTo(Rounding.UP_TO_CENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "seller": "acme"|"seler": "acme"|seler: is not known; did you mean "seller"?
          "seller": "acme"|"seler": "acme"|"seller" is missing
          "2026-11-20"|"20.11.2026"|date: needs a date
          "2027-01-31"|"soon"|models[0].retire_date: needs a date
          "max_count": 4|"max_count": 0|models[0].endpoints.generate.max_count: needs a whole number from 1
          "512x512"]|"1024x1024"]|models[0].endpoints.generate.sizes[2]: is listed twice
          "512x512"]|"wide"]|models[0].endpoints.generate.sizes[2]: needs "auto" or a size
          "low", "high"]|"low", "hihg"]|qualities[2]: needs one of auto, low, medium, high, xhigh, max; did you mean "high"?
          "size": "auto"|"size": "511x512"|defaults.size: is not a size taken
          "quality": "auto"|"quality": "max"|defaults.quality: is not among the values taken
          "background": "auto"|"moderation": "auto"|defaults: "background" is missing
          "background": "auto"|"moderation": "auto"|defaults.moderation: is a default of what the endpoint does not take
          "high": {"other": "0.2"}|"high": {"512x512": "0.2"}|prices: has no price for quality high at 1024x1024
          "0.01"|0.01|prices.images.low.1024x1024: needs US dollars as a text
          "0.01"|"-1"|prices.images.low.1024x1024: needs US dollars as a text
          "output_text_token_allowance": 500|"note": ""|prices: "output_text_token_allowance" is missing
          "generate": {|"draw": {|models[0].endpoints.draw: is no operation
          "name": "brush/one"|"name": "brush/one", "name": "brush/two"|models[0].endpoints.generate.name: occurs twice
          "up_to_cent"|"nearest"|prices.rounding: needs one of none, up_to_cent
          "input_text_token": "2"|"image": "2"|prices.per_million.image: is no kind of token; known here: input_text_token
          "tokens_per_word": 4|"note": ""|prices: needs "tokens_per_word" or "prompt_tokens" beside the price of input_text_token
          "tokens_per_word": 4|"tokens_per_word": 4, "prompt_tokens": {"bytes_per_token": 8, "frame": 16}|prices: counts the prompt twice
          "tokens_per_word": 4|"prompt_tokens": {"bytes_per_token": 0, "frame": 16}|prices.prompt_tokens.bytes_per_token: needs a whole number from 1
          "compression": true|"compression": true, "max_previews": 3|prices: needs "tokens_per_preview" and "per_million" of output_image_token
          "compression": true|"compression": true, "max_sources": 2|prices: needs "per_million" of input_image_token
          "compression": true|"compression": true, "max_sources": 2|prices: needs "source_tokens" of "any"
          "rounding"|"source_tokens": {"any": {}}, "rounding"|prices.source_tokens.any: needs either "tiles" or "patches"
          "rounding"|"source_tokens": {"all": {"patches": 1}}, "rounding"|prices.source_tokens.all: is under neither a fidelity nor "any"
          "rounding"|"image_grid": {"auto": 16}, "rounding"|prices.image_grid.auto: is not a quality that can have a price
          "rounding"|"image_tokens": {"low": {"wide": 1}}, "rounding"|prices.image_tokens.low.wide: is not under a size
          "images": {"low"|"image_tokens": {"low"|prices: needs a price for images: "images", or "per_million" of output_image_token with
          """)
  void namesAMistakeByItsPath(String right, String wrong, String mistake) {
    assertThat(mistakes(GOOD.replace(right, wrong)).getMessage()).contains(mistake);
  }

  @Test
  void readsHowASellerThatBillsByTheTokenCounts() throws CatalogException {
    String byToken =
        GOOD.replace(
                "\"images\": {\"low\": {\"1024x1024\": \"0.01\", \"other\": \"0.02\"}, \"high\":"
                    + " {\"other\": \"0.2\"}}",
                """
                "image_tokens": {"low": {"1024x1024": 272}}, "image_grid": {"low": 16, "high": 96},
                "tokens_per_preview": 100, "image_rounding": "up_to_cent", "billable_unit": "0.01",
                "source_tokens": {
                  "low": {"tiles": {"base": 65, "each": 129}},
                  "any": {"patches": 1536, "published": {"512x512": 300}, "least": 300, "square": 1, "oblong": 2}}
                """)
            .replace("\"output_text_token\": \"10\"", "\"output_image_token\": \"30\"")
            .replace(
                "\"tokens_per_word\": 4",
                "\"prompt_tokens\": {\"bytes_per_token\": 8, \"frame\": 16}");
    PriceList prices =
        CatalogFile.read("acme.json", byToken.getBytes(UTF_8))
            .offerings()
            .getFirst()
            .endpoint(Operation.GENERATE)
            .orElseThrow()
            .prices();

    assertThat(prices.images()).isEmpty();
    assertThat(prices.perMillion(Meter.OUTPUT_IMAGE_TOKEN)).contains(Usd.parse("30"));
    assertThat(prices.billableUnit()).contains(Usd.parse("0.01"));
    assertThat(prices.imageRounding()).isEqualTo(Rounding.UP_TO_CENT);
    TokenCounts tokens = prices.tokens();
    assertThat(tokens.prompt()).isEqualTo(new PromptTokens.PerByte(8, 16));
    assertThat(tokens.drawn().of(Quality.LOW, new Size(1024, 1024))).contains(272L);
    assertThat(tokens.drawn().of(Quality.HIGH, new Size(512, 512))).contains(5212L);
    assertThat(tokens.perPreview()).isEqualTo(100);
    assertThat(tokens.sources(Optional.of(InputFidelity.LOW)))
        .hasValueSatisfying(
            low -> assertThat(low.rule()).isEqualTo(new SourceTokens.Tiles(65, 129)));
    assertThat(tokens.sources(Optional.empty()))
        .contains(
            new SourceTokens(
                Optional.empty(),
                Map.of(new Size(512, 512), 300L),
                new SourceTokens.Patches(1536),
                1,
                2,
                Optional.of(300L)));
  }

  @Test
  void tellsAllMistakesAtOnce() {
    String document =
        GOOD.replace("\"acme\"", "7").replace("2026-11-20", "today").replace("\"0.2\"", "true");
    assertThat(mistakes(document).mistakes())
        .extracting(Mistake::path)
        .contains("seller", "date", "models[0].endpoints.generate.prices.images.high.other");
  }

  @Test
  void refusesTwoModelsOfOneId() {
    String model = GOOD.substring(GOOD.indexOf("[{") + 1, GOOD.lastIndexOf(']'));
    assertThat(mistakes(GOOD.replace(model, model + "," + model)).mistakes())
        .contains(new Mistake("models[1].id", "another model has this id"));
  }

  @Test
  void takesPricesThatNobodyPublished() throws CatalogException {
    String document =
        GOOD.replaceAll("(?s)\"prices\": \\{.*\\}\\}\\}\\}\\]\\}", "\"prices\": \"unknown\"}}}]}");
    Catalog catalog = CatalogFile.read("acme.json", document.getBytes(UTF_8));
    assertThat(
            catalog
                .offerings()
                .getFirst()
                .endpoint(Operation.GENERATE)
                .orElseThrow()
                .prices()
                .images())
        .isEmpty();
  }

  @Test
  void saysWhereADocumentIsNotJson() {
    assertThat(mistakes("{\n  \"seller\": acme}").getMessage())
        .contains("acme.json cannot be used")
        .contains("line 2");
  }

  private static CatalogException mistakes(String document) {
    return catchThrowableOfType(
        CatalogException.class, () -> CatalogFile.read("acme.json", document.getBytes(UTF_8)));
  }
}
