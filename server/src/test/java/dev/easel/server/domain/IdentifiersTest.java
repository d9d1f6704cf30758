package dev.easel.server.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdentifiersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final long seed = System.nanoTime();
  private final Identifiers identifiers = new Identifiers(new Random(seed));

  @Test
  void aLaterJobComesAfterAnEarlierOne() {
    String before = identifiers.job(NOW).value();
    for (int millis = 1; millis < 5_000; millis++) {
      String after = identifiers.job(NOW.plusMillis(millis)).value();
      assertThat(after).as("seed %d", seed).isGreaterThan(before);
      before = after;
    }
    assertThat(identifiers.job(NOW.plus(Duration.ofDays(36_500))).value()).isGreaterThan(before);
  }

  @Test
  void jobsOfOneInstantHaveNothingButItsTimeInCommon() {
    Set<String> rest = new HashSet<>();
    for (int number = 0; number < 10_000; number++) {
      String id = identifiers.job(NOW).value();
      assertThat(id).startsWith("01M7YZMHG0");
      rest.add(id.substring(10));
    }
    assertThat(rest).as("seed %d", seed).hasSize(10_000);
    for (int place = 0; place < 16; place++) {
      int at = place;
      assertThat(rest.stream().map(id -> id.charAt(at)).distinct())
          .as("seed %d, place %d", seed, place)
          .hasSize(32);
    }
  }

  @Test
  void namesAreValid() {
    for (int number = 0; number < 1_000; number++) {
      assertThat(JobId.isValid(identifiers.job(NOW).value())).isTrue();
      assertThat(BlobId.isValid(identifiers.blob().value())).isTrue();
    }
  }
}
