package dev.easel.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.Position;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageTokenTest {
  private static final String ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

  @Test
  void tokenLeadsBackToItsPlace() {
    Position position =
        new Position(Instant.parse("2026-11-21T07:00:00.123456789Z"), new JobId(ID));
    FieldRules rules = new FieldRules();

    assertThat(PageToken.read(rules, PageToken.of(position))).contains(position);
    assertThat(rules.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T07:00:00Z",
        "2026-11-21T07:00:00Z/",
        "2026-11-21T07:00:00Z/../../etc/passwd",
        "2026-11-21T07:00:00.000Z/" + ID,
        "+999999999-12-31T23:59:59Z/" + ID,
        "-999999999-01-01T00:00:00Z/" + ID,
        "yesterday/" + ID
      })
  void whatNoPageEndedWithIsRefused(String text) {
    FieldRules rules = new FieldRules();
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));

    assertThat(PageToken.read(rules, token)).isEmpty();
    assertThat(rules.violations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "A", "====", "é", " "})
  void whatIsNoBase64IsRefused(String token) {
    FieldRules rules = new FieldRules();

    assertThat(PageToken.read(rules, token)).isEmpty();
    assertThat(rules.violations()).hasSize(1);
  }
}
