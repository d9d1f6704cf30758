package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AcceptTableTest {
  @Test
  void showsMediansOverTheRounds() {
    List<AcceptSample> samples =
        LongStream.of(2, 1, 3)
            .mapToObj(round ->
                AcceptSample.of(
                    (int) round,
                    1_000.0 * (int) round,
                    LongStream.rangeClosed(1, 200).map(micros -> micros * 1_000 * round).toArray(),
                    Duration.ofSeconds(round)))
            .toList();
    assertThat(new AcceptTable(samples, 64).render())
        .endsWith("| 3 | 64 | 100 | 67 | 202 | 396 | 2000 |\n");
  }
}
