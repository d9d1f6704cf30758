package dev.easel.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How links lead to images, as operators say it. */
final class LinkSettingsTest {
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
  void thereAreNoneUnlessAskedFor() throws Exception {
    assertThat(load().links())
        .isEqualTo(new LinkSettings(Optional.empty(), Optional.empty(), Duration.ofHours(1)));
  }

  @Test
  void theUrlIsTakenWithoutSlashAndTheSecretIsNotShown() throws Exception {
    flags.put("links.url", "https://pictures.example/easel/");
    flags.put("links.secret", SECRET);
    flags.put("links.validity", "15m");
    Configuration configuration = load();
    assertThat(configuration.links())
        .isEqualTo(
            new LinkSettings(
                Optional.of(URI.create("https://pictures.example/easel")),
                Optional.of(Secret.of(SECRET)),
                Duration.ofMinutes(15)));
    assertThat(configuration.render() + configuration).doesNotContain(SECRET);
  }

  @Test
  void aServerAloneNeedsNoSecretAndReplicasDo() throws Exception {
    flags.put("links.url", "http://127.0.0.1:50052");
    assertThat(load().links().secret()).isEmpty();
    flags.put("store.kind", "postgres");
    flags.put("store.url", "jdbc:postgresql://db.example/easel");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("links.secret: is needed where servers may share a database");
    flags.put("links.secret", SECRET);
    assertThat(load().links().secret()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pictures.example/?a=b",
        "https://pictures.example/#a",
        "ftp://pictures.example",
        "pictures.example",
        "https://user:hunter2@pictures.example",
      })
  void aUrlThatNoLinkCanFollowIsRefused(String url) {
    flags.put("links.url", url);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("links.url")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"59s", "169h"})
  void aLinkWorksForAMinuteAtLeastAndAWeekAtMost(String validity) {
    flags.put("links.validity", validity);
    assertThat(problems())
        .singleElement()
        .asString()
        .isEqualTo("links.validity: is not between 1m and 168h");
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndNoSecretWithIt() {
    flags.put("links.secret", "too-short");
    flags.put("links.validity", "1s");
    assertThat(problems())
        .hasSize(3)
        .noneMatch(problem -> problem.contains("too-short"))
        .anyMatch(problem -> problem.startsWith("links.url: is needed"))
        .anyMatch(problem -> problem.contains("shorter than 32 characters"));
  }
}
