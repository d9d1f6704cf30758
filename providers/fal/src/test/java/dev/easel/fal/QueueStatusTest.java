package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:01.120Z,2026-11-20T10:00:01.120Z",
    "2026-11-20T10:00:01.120456+02:00,2026-11-20T08:00:01.120456Z",
    "2026-11-20T10:00:01.120,2026-11-20T10:00:01.120Z",
    "2026-11-20T10:00:01,2026-11-20T10:00:01Z",
    "yesterday,2026-11-21T00:00:00Z"
  })
  void timeOfALogLineIsReadInEveryForm(String text, Instant time) throws Exception {
    String status =
        "{\"status\": \"IN_PROGRESS\", \"logs\": [{\"message\": \"drawing\", \"timestamp\": \"%s\"}]}"
            .formatted(text);
    assertThat(
            QueueStatus.of(
                    new JsonReader(JsonLimits.ANSWER).read(status.getBytes(UTF_8)), () -> NOW)
                .orElseThrow()
                .logs())
        .singleElement()
        .satisfies(line -> assertThat(line.time()).isEqualTo(time));
  }
}
