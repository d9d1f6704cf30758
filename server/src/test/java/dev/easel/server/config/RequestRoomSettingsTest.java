package dev.easel.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The budget of requests' bytes, as operators say it. */
final class RequestRoomSettingsTest {
  private static Configuration load(Map<String, String> flags) throws StartupException {
    return Configuration.load(
        new ConfigurationLayers(Optional.empty(), Map.of(), flags), List.of());
  }

  @Test
  void itIsTheUsualPartOfTheMemoryUnlessItIsNamed() throws Exception {
    assertThat(load(Map.of()).maxRequestBytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8MiB, 8388608", "8388608, 8388608", "64MiB, 67108864"})
  void twiceTheLargestRequestIsTheLeast(String given, long bytes) throws Exception {
    assertThat(load(Map.of("requests.max-bytes", given)).maxRequestBytes()).hasValue(bytes);
  }

  @ParameterizedTest
  @CsvSource({"8388607", "0", "4MiB"})
  void lessIsRefused(String given) {
    StartupException refused =
        catchThrowableOfType(
            StartupException.class, () -> load(Map.of("requests.max-bytes", given)));
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .startsWith("requests.max-bytes: is below 8MiB");
  }
}
