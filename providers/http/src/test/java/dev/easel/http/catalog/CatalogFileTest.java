package dev.easel.http.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Operation;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.Usd;
import java.time.LocalDate;
import java.util.List;
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
          """)
  void namesAMistakeByItsPath(String right, String wrong, String mistake) {
    assertThat(mistakes(GOOD.replace(right, wrong)).getMessage()).contains(mistake);
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
