package dev.easel.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the jobs' database is, as operators say it. */
final class DatabaseSettingsTest {
  private static final String PASSWORD = "hunter22";

  @TempDir private Path folder;

  private final Map<String, String> flags = new HashMap<>();

  @BeforeEach
  void keepJobsInPostgres() {
    flags.put("store.kind", "postgres");
  }

  private Configuration load() throws StartupException {
    return Configuration.load(
        new ConfigurationLayers(Optional.empty(), Map.of(), flags), List.of());
  }

  private DatabaseSettings database(String url) throws StartupException {
    flags.put("store.url", url);
    return load().database().orElseThrow();
  }

  private List<String> problems() {
    return catchThrowableOfType(StartupException.class, this::load).problems();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/easel, jdbc:postgresql://db:5432/easel",
    "jdbc:postgresql://a:1%2Cb:2/easel?sslmode=verify-full,"
        + " jdbc:postgresql://a:1%2Cb:2/easel?sslmode=verify-full",
    "postgres://db/easel, jdbc:postgresql://db/easel",
    "postgresql://db:5433/easel?sslmode=require,"
        + " jdbc:postgresql://db:5433/easel?sslmode=require",
    "'postgres://one:5432,two:5432/easel', 'jdbc:postgresql://one:5432,two:5432/easel'",
  })
  void bothFormsOfUrlAreTaken(String url, String jdbc) throws Exception {
    assertThat(database(url))
        .isEqualTo(new DatabaseSettings(jdbc, Optional.empty(), Optional.empty(), 8));
  }

  @Test
  void userAndPasswordMayStandBeforeTheHost() throws Exception {
    DatabaseSettings settings = database("postgres://ea%40sel:hunter%2B22@db/easel");
    assertThat(settings.url()).isEqualTo("jdbc:postgresql://db/easel");
    assertThat(settings.user()).contains("ea@sel");
    assertThat(settings.password()).contains(Secret.of("hunter+22"));
  }

  @Test
  void whatIsGivenApartOutweighsTheUrl() throws Exception {
    flags.put("store.user", "easel");
    flags.put("store.password", "file:" + file(PASSWORD));
    DatabaseSettings settings = database("postgres://other:else@db/easel");
    assertThat(settings.user()).contains("easel");
    assertThat(settings.password()).contains(Secret.of(PASSWORD));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("password"), content + "\n");
  }

  @Test
  void noPasswordIsShown() throws Exception {
    flags.put("store.password", PASSWORD);
    flags.put("store.url", "postgres://easel:" + PASSWORD + "@db/easel");
    Configuration configuration = load();
    assertThat(configuration.render())
        .contains("store.url", "store.password", "[secret]")
        .doesNotContain(PASSWORD);
    assertThat(configuration.toString()).doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "papyrus",
        "http://db/easel",
        "postgres:easel",
        "postgres://easel:hunter22@db/ea sel",
        "jdbc:postgresql://db/easel?password=hunter22",
        "postgres://db/easel?sslpassword=hunter22",
        "postgres://easel:hunter%2022@db/easel",
      })
  void whatIsNoUrlIsRefusedWithoutBeingShown(String url) {
    flags.put("store.url", url);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("store.url")
        .doesNotContain("hunter", "papyrus");
  }

  @Test
  void aMissingUrlIsAskedFor() {
    assertThat(problems())
        .containsExactly(
            "store.url: is needed where store.kind is postgres, such as"
                + " postgres://host:5432/easel");
  }

  @Test
  void aDatabaseThatNobodyWouldUseIsRefused() {
    flags.put("store.kind", "sqlite");
    flags.put("store.url", "postgres://db/easel");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("store.url")
        .contains("is read only where store.kind is postgres; set that, or leave this out");
  }
}
