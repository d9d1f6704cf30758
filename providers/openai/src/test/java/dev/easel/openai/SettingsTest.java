package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.spi.CallerKey;
import dev.easel.spi.Capabilities;
import dev.easel.spi.Catalog;
import dev.easel.spi.InputFidelity;
import dev.easel.spi.Offering;
import dev.easel.spi.Operation;
import dev.easel.spi.ProviderConfiguration;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.testkit.TestHost;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsTest {
  private final OpenAiProviderFactory factory = new OpenAiProviderFactory();

  @ParameterizedTest
  @CsvSource({
    "preset, opnai, openai",
    "caller-key, maybe, allowed",
    "size-mode, square, width-height",
    "edit-transport, fax, multipart-bare",
    "response-format, b64, b64_json",
    "base-url, https://a.example/v1?x=1, query",
    "base-url, https://user:word@a.example/v1, user",
    "generations-path, images, /images/generations",
    "generations-path, /../secret, /images/generations",
    "edits-path, /{deployment}/x, {model}",
    "headers, X-One, name=value",
    "headers, Authorization=x, Authorization",
    "headers, Content-Length=1, Content-Length",
    "headers, OpenAI-Project=proj_demo, OpenAI-Project",
    "headers, 'X One=1', header name",
    "query, '=x', name=value",
    "model-map, 'a=b, a=c', twice",
    "result-hosts, 'http://h/path', host",
    "auth-header, 'X Y', header name",
    "answer-timeout, 0s, 1s"
  })
  void mistakeIsToldByTheSettingsName(String setting, String value, String told) {
    assertThatThrownBy(() -> factory.catalog(configuration(Map.of(setting, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(setting)
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      names = {"AZURE", "COMPATIBLE"})
  void sellerWithoutAPlaceOfItsOwnNeedsOne(Preset preset) {
    assertThatThrownBy(() -> factory.catalog(configuration(Map.of("preset", Words.of(preset)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base-url");
  }

  @ParameterizedTest
  @CsvSource({
    "lumenfall, sk-proj-0123456789",
    "lumenfall, sk-0123456789",
    "azure, sk-proj-0123456789",
    "compatible, sk-svcacct-0123456789"
  })
  void keyOfOneSellerIsNotSentToAnother(String preset, String key) {
    Map<String, String> settings =
        Map.of("preset", preset, "key", key, "base-url", "https://a.example/v1");
    assertThatThrownBy(() -> factory.catalog(configuration(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(key));
  }

  /** A caller's key of OpenAI's is for OpenAI alone, whatever the account's own is. */
  @ParameterizedTest
  @CsvSource({
    "lumenfall, allowed",
    "lumenfall, required",
    "azure, allowed",
    "compatible, required"
  })
  void callersKeysAreTakenForOpenAiAlone(String preset, String callerKey) {
    Map<String, String> settings =
        Map.of(
            "preset",
            preset,
            "key",
            "lmnfl_ofnobody.0123456789",
            "base-url",
            "https://a.example/v1",
            "caller-key",
            callerKey);
    assertThatThrownBy(() -> factory.catalog(configuration(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("caller-key")
        .hasMessageContaining("preset openai");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, '', true",
    "https://eu.api.openai.com/v1, '', true",
    "https://gateway.example/v1, '', false",
    "http://api.openai.com/v1, '', false",
    "https://api.openai.com.gateway.example/v1, '', false",
    "https://gateway.example/v1, gateway.example, true",
    "http://127.0.0.1:8080/v1, http://127.0.0.1:8080, true"
  })
  void callersKeysGoToOpenAiUnlessAnotherHostIsNamedForThem(
      String baseUrl, String hosts, boolean taken) {
    Map<String, String> settings = new HashMap<>();
    settings.put("caller-key", "allowed");
    settings.put("base-url", baseUrl);
    if (!hosts.isEmpty()) {
      settings.put("caller-key-hosts", hosts);
    }
    if (taken) {
      assertThat(offerings(settings)).isNotEmpty();
    } else {
      assertThatThrownBy(() -> offerings(settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("caller-key")
          .hasMessageContaining("caller-key-hosts");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.gateway.example/v1, https://api.gateway.example/x.png, true",
    "https://api.gateway.example/v1, https://elsewhere.example/x.png, false",
    "http://127.0.0.1:8080/v1, http://127.0.0.1:8080/x.png, true",
    "http://127.0.0.1:8080/v1, http://127.0.0.1:8081/x.png, false"
  })
  void resultsOfACompatibleSellerMayBeFetchedFromIt(String baseUrl, URI result, boolean allowed) {
    OpenAiSettings read =
        OpenAiSettings.of(configuration(Map.of("preset", "compatible", "base-url", baseUrl)));
    assertThat(read.resultHosts().allows(result)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"openai", "azure"})
  void linksThatCouldNotBeFetchedAreNotAskedFor(String preset) {
    Map<String, String> settings = new HashMap<>();
    settings.put("preset", preset);
    settings.put("base-url", "https://a.example/v1");
    settings.put("response-format", "url");
    assertThatThrownBy(() -> factory.catalog(configuration(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("response-format")
        .hasMessageContaining("result-hosts");
    settings.put("result-hosts", "files.example");
    assertThat(offerings(settings)).isNotEmpty();
  }

  @Test
  void sizesThatCannotBeToldAreNotOffered() {
    Capabilities numbers = sized("width-height");
    assertThat(numbers.autoSize()).isFalse();
    assertThat(numbers.sizeRule()).isPresent();
    assertThat(numbers.defaults().size()).isEmpty();
    Capabilities shapes = sized("aspect-ratio");
    assertThat(shapes.autoSize()).isFalse();
    assertThat(shapes.sizeRule()).isEmpty();
    assertThat(shapes.sizes())
        .containsExactly(new Size(1024, 1024), new Size(1536, 1024), new Size(1024, 1536));
    assertThat(shapes.defaults().size()).isEmpty();
  }

  @Test
  void oneSizeOfEachShapeIsOfferedWhereOnlyTheShapeIsTold() {
    assertThat(
            Offers.ofEachRatio(
                List.of(
                    new Size(1024, 1024),
                    new Size(2048, 2048),
                    new Size(1536, 1024),
                    new Size(3072, 2048))))
        .containsExactly(new Size(1024, 1024), new Size(1536, 1024));
  }

  @Test
  void instanceIsNamedInItsMistake() {
    ProviderConfiguration configuration = configuration(Map.of("query", "x"));
    Catalog catalog = factory.catalog(configuration(Map.of()));
    assertThatThrownBy(() -> factory.create("pictures", configuration, catalog, TestHost.context()))
        .hasMessageStartingWith("instance pictures: query");
  }

  @Test
  void callersKeysAreOfferedWhereTheyAreTaken() {
    assertThat(offerings(Map.of())).allMatch(offering -> offering.callerKey().isEmpty());
    assertThat(offerings(Map.of("caller-key", "allowed")))
        .extracting(Offering::callerKey)
        .containsOnly(Optional.of(new CallerKey("easel-openai-api-key", false)));
    assertThat(offerings(Map.of("caller-key", "required")))
        .extracting(Offering::callerKey)
        .containsOnly(Optional.of(new CallerKey("easel-openai-api-key", true)));
  }

  @Test
  void modelsAreOfferedWithTheirOwnOptions() {
    Catalog catalog = factory.catalog(configuration(Map.of()));
    Capabilities second = taken(catalog, "gpt-image-2", Operation.EDIT);
    assertThat(second.takes(new SizeChoice.Exact(new Size(3840, 2160)))).isTrue();
    assertThat(second.takes(new SizeChoice.Exact(new Size(3840, 1072)))).isFalse();
    assertThat(second.takes(new SizeChoice.Exact(new Size(1000, 1000)))).isFalse();
    assertThat(second.inputFidelities()).isEmpty();
    assertThat(second.maxSources()).isEqualTo(16);
    Capabilities first = taken(catalog, "gpt-image-1", Operation.EDIT);
    assertThat(first.takes(new SizeChoice.Exact(new Size(3840, 2160)))).isFalse();
    assertThat(first.inputFidelities()).containsExactly(InputFidelity.LOW, InputFidelity.HIGH);
    assertThat(first.defaultInputFidelity()).contains(InputFidelity.LOW);
    assertThat(first.moderations()).as("the form has no word for it").isEmpty();
    assertThat(taken(catalog, "gpt-image-1-mini", Operation.EDIT).inputFidelities()).isEmpty();
    assertThat(taken(catalog, "gpt-image-2.5-flare", Operation.GENERATE).qualities())
        .endsWith(Quality.XHIGH, Quality.MAX);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void sandboxTakesThePlaceOfEverySeller(Preset preset) {
    Map<String, String> settings =
        new HashMap<>(factory.sandboxed(URI.create("http://127.0.0.1:41234/")).orElseThrow());
    settings.put("preset", Words.of(preset));
    OpenAiSettings read =
        OpenAiSettings.of(TestHost.configuration(factory.configuration(), settings));
    assertThat(read.address().base().toString())
        .startsWith("http://127.0.0.1:41234/")
        .endsWith("/v1");
    assertThat(read.resultHosts().allows(URI.create("http://127.0.0.1:41234/x.png"))).isTrue();
  }

  private Capabilities sized(String mode) {
    Map<String, String> settings =
        Map.of("preset", "compatible", "base-url", "https://a.example/v1", "size-mode", mode);
    return taken(factory.catalog(configuration(settings)), "gpt-image-2", Operation.GENERATE);
  }

  private List<Offering> offerings(Map<String, String> settings) {
    return factory.catalog(configuration(settings)).offerings();
  }

  private static Capabilities taken(Catalog catalog, String model, Operation operation) {
    return catalog
        .offering(model)
        .flatMap(offering -> offering.endpoint(operation))
        .orElseThrow()
        .capabilities();
  }

  private ProviderConfiguration configuration(Map<String, String> given) {
    Map<String, String> settings = new HashMap<>(given);
    settings.putIfAbsent("key", "a-key-of-no-shape");
    return TestHost.configuration(factory.configuration(), settings);
  }
}
