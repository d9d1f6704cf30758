package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.CallerKey;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageProviderFactory;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Meter;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.PromptTokens;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Quality;
import dev.easel.spi.Rounding;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Usd;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogTest {
  private final Catalog catalog =
      new FalProviderFactory().catalog(new ProviderConfiguration(Map.of()));

  @Test
  void kindIsFoundByServiceLoader() {
    assertThat(ServiceLoader.load(ImageProviderFactory.class))
        .extracting(ImageProviderFactory::kind)
        .containsExactly("fal", "fal-byok");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-image-1,LOW,1024x1024,0.011",
    "gpt-image-1,LOW,1536x1024,0.016",
    "gpt-image-1,MEDIUM,1024x1024,0.042",
    "gpt-image-1,MEDIUM,1024x1536,0.063",
    "gpt-image-1,HIGH,1024x1024,0.167",
    "gpt-image-1,HIGH,1536x1024,0.25",
    "gpt-image-1-mini,LOW,1024x1024,0.005",
    "gpt-image-1-mini,LOW,1024x1536,0.006",
    "gpt-image-1-mini,MEDIUM,1024x1024,0.011",
    "gpt-image-1-mini,MEDIUM,1536x1024,0.015",
    "gpt-image-1-mini,HIGH,1024x1024,0.036",
    "gpt-image-1-mini,HIGH,1024x1536,0.052",
    "gpt-image-1.5,LOW,1024x1024,0.009",
    "gpt-image-1.5,LOW,1536x1024,0.013",
    "gpt-image-1.5,MEDIUM,1024x1024,0.034",
    "gpt-image-1.5,MEDIUM,1024x1536,0.051",
    "gpt-image-1.5,MEDIUM,1536x1024,0.050",
    "gpt-image-1.5,HIGH,1024x1024,0.133",
    "gpt-image-1.5,HIGH,1024x1536,0.200",
    "gpt-image-1.5,HIGH,1536x1024,0.199"
  })
  void pricesAreThoseOfTheSellersPages(String model, Quality quality, String size, String price) {
    assertThat(endpoint(model).prices().image(quality, Size.parse(size)))
        .isEqualTo(Optional.of(Usd.parse(price)));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-image-1,fal-ai/gpt-image-1/text-to-image,UP_TO_CENT,2",
    "gpt-image-1-mini,fal-ai/gpt-image-1-mini,UP_TO_CENT,2",
    "gpt-image-1.5,fal-ai/gpt-image-1.5,NONE,5"
  })
  void endpointsRoundAndMeterAsTheirPagesSay(
      String model, String name, Rounding rounding, String text) {
    Endpoint endpoint = endpoint(model);
    assertThat(endpoint.name()).isEqualTo(name);
    assertThat(endpoint.prices().rounding()).isEqualTo(rounding);
    assertThat(endpoint.prices().tokens().prompt()).isEqualTo(new PromptTokens.PerWord(4));
    assertThat(endpoint.prices().perMillion())
        .containsEntry(Meter.INPUT_TEXT_TOKEN, Usd.parse(text));
  }

  @Test
  void newestModelHasNeitherAutoSizeNorAutoQuality() {
    Capabilities taken = endpoint("gpt-image-1.5").capabilities();
    assertThat(taken.autoSize()).isFalse();
    assertThat(taken.qualities()).doesNotContain(Quality.AUTO);
    assertThat(taken.defaults().size()).contains(new SizeChoice.Exact(new Size(1024, 1024)));
    assertThat(taken.defaults().quality()).contains(Quality.HIGH);
    assertThat(taken.formats()).contains(ImageFormat.WEBP);
    assertThat(taken.maxCount()).isEqualTo(4);
    assertThat(taken.compression()).isFalse();
    assertThat(taken.moderations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "gpt-image-1,fal-ai/gpt-image-1/edit-image,16,false,HIGH,auto,AUTO",
        "gpt-image-1-mini,fal-ai/gpt-image-1-mini/edit,16,false,-,auto,AUTO",
        "gpt-image-1.5,fal-ai/gpt-image-1.5/edit,16,true,HIGH,auto,HIGH",
        "gpt-image-2,openai/gpt-image-2/edit,16,true,-,auto,HIGH"
      })
  void editsTakeWhatTheirPagesSay(
      String model,
      String name,
      int sources,
      boolean mask,
      InputFidelity fidelity,
      String size,
      Quality quality) {
    Endpoint edit = catalog.offering(model).orElseThrow().endpoint(Operation.EDIT).orElseThrow();
    Capabilities taken = edit.capabilities();
    assertThat(edit.name()).isEqualTo(name);
    assertThat(taken.maxSources()).isEqualTo(sources);
    assertThat(taken.mask()).isEqualTo(mask);
    assertThat(taken.defaultInputFidelity()).isEqualTo(Optional.ofNullable(fidelity));
    assertThat(taken.defaults().size().orElseThrow()).hasToString(size);
    assertThat(taken.defaults().quality()).contains(quality);
  }

  @Test
  void secondModelTakesFreeSizesByRuleAndNoBackground() {
    Endpoint draw = endpoint("gpt-image-2");
    Capabilities taken = draw.capabilities();
    assertThat(draw.name()).isEqualTo("openai/gpt-image-2");
    assertThat(taken.defaults().size()).contains(new SizeChoice.Exact(new Size(1024, 768)));
    assertThat(taken.takes(new SizeChoice.Exact(new Size(2048, 1024)))).isTrue();
    assertThat(taken.takes(new SizeChoice.Exact(new Size(1920, 1080)))).isFalse();
    assertThat(taken.takes(new SizeChoice.Exact(new Size(512, 512)))).isFalse();
    assertThat(taken.backgrounds()).isEmpty();
  }

  @Test
  void byokEndpointsNeedTheCallersKeyAndHaveNoPrice() {
    Catalog byok = new FalByokProviderFactory().catalog(new ProviderConfiguration(Map.of()));
    Offering offering = byok.offering("gpt-image-1").orElseThrow();
    assertThat(byok.offerings()).hasSize(1);
    assertThat(offering.callerKey()).contains(new CallerKey("easel-openai-api-key", true));
    assertThat(offering.endpoints().values())
        .hasSize(2)
        .allSatisfy(endpoint -> {
          assertThat(endpoint.name()).endsWith("/byok");
          assertThat(endpoint.capabilities().formats()).containsExactly(ImageFormat.PNG);
          assertThat(endpoint.prices().images()).isEmpty();
          assertThat(endpoint.prices().perMillion()).isEmpty();
        });
    assertThat(offering.endpoint(Operation.EDIT).orElseThrow().capabilities().backgrounds())
        .isEmpty();
  }

  @Test
  void exampleForTheNewestModelCanBeUsed() throws Exception {
    assertThat(NewestCatalog.read().offerings())
        .extracting(offering -> offering.model().id())
        .containsExactly("gpt-image-2.5-flare", "gpt-image-2.5-sunburst");
  }

  private Endpoint endpoint(String model) {
    return catalog.offering(model).orElseThrow().endpoint(Operation.GENERATE).orElseThrow();
  }
}
