package dev.easel.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.server.job.JobStore.Position;
import java.time.ZoneOffset;
import java.util.Optional;

final class PageTokenFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void tokenIsOneThatThisServerGivesOrIsRefused(byte[] input) {
    String token = new String(input, UTF_8);
    FieldRules rules = new FieldRules();

    Optional<Position> position = PageToken.read(rules, token);

    assertThat(rules.violations()).hasSize(position.isPresent() || token.isEmpty() ? 0 : 1);
    position.ifPresent(read -> {
      assertThat(PageToken.of(read)).isEqualTo(token);
      // A wider time fits into no timestamp, and into no column of a store.
      assertThat(read.createTime().atOffset(ZoneOffset.UTC).getYear()).isBetween(1, 9_999);
      assertThat(read.id().value()).matches("[0-9A-Z]{26}");
    });
  }
}
