package dev.easel.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sellers report, as operators say it. */
final class CallbackSettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> flags = new HashMap<>();

  private Configuration load() throws StartupException {
    return Configuration.load(
        new ConfigurationLayers(Optional.empty(), Map.of(), flags), List.of());
  }

  private List<String> problems() {
    return catchThrowableOfType(StartupException.class, this::load).problems();
  }

  @Test
  void nobodyReportsUnlessAskedTo() throws Exception {
    assertThat(load().callbacks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://easel.example, https://easel.example",
    "https://easel.example/, https://easel.example",
    "https://example.com:8443/hooks/easel/, https://example.com:8443/hooks/easel",
    "http://127.0.0.1:50052, http://127.0.0.1:50052",
    "http://[::1]:50052, http://[::1]:50052",
    "http://localhost:50052, http://localhost:50052",
  })
  void aPublicUrlOrOneOfThisMachineIsTaken(String url, String base) throws Exception {
    flags.put("callbacks.url", url);
    flags.put("callbacks.secret", SECRET);
    CallbackSettings settings = load().callbacks().orElseThrow();
    assertThat(settings.url()).hasToString(base);
    assertThat(settings.secret()).isEqualTo(Secret.of(SECRET));
  }

  @Test
  void theSecretMayBeInAFileAndIsNotShown(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    flags.put("callbacks.url", "https://easel.example");
    flags.put("callbacks.secret", "file:" + file);
    Configuration configuration = load();
    assertThat(configuration.callbacks().orElseThrow().secret()).isEqualTo(Secret.of(SECRET));
    assertThat(configuration.render() + configuration).doesNotContain(SECRET);
  }

  @Test
  void oneWithoutTheOtherIsRefused() {
    flags.put("callbacks.url", "https://easel.example");
    assertThat(problems()).singleElement().asString().startsWith("callbacks.secret: is needed");
    flags.remove("callbacks.url");
    flags.put("callbacks.secret", SECRET);
    assertThat(problems()).singleElement().asString().startsWith("callbacks.url: is needed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://easel.example",
        "http://10.0.0.1:50052",
        "https://easel.example/?a=b",
        "https://easel.example/#a",
        "ftp://easel.example",
        "easel.example",
        "https://user:hunter2@easel.example",
      })
  void aUrlThatSellersCannotOrMustNotUseIsRefused(String url) {
    flags.put("callbacks.url", url);
    flags.put("callbacks.secret", SECRET);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("callbacks.url")
        .doesNotContain("hunter2");
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndNoSecretWithIt() {
    flags.put("callbacks.url", "http://easel.example/?a=b");
    flags.put("callbacks.secret", "too-short");
    assertThat(problems())
        .hasSize(3)
        .noneMatch(problem -> problem.contains("too-short"))
        .anyMatch(problem -> problem.contains("shorter than 32 characters"));
  }
}
