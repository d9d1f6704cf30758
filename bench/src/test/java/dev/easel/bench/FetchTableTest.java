package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FetchTableTest {
  @Test
  void showsPercentilesOfSamplesInAnyOrder() {
    List<FetchSample> samples =
        IntStream.rangeClosed(1, 200)
            .mapToObj(number -> new FetchSample((number * 77) % 201, 1_572_864))
            .toList();

    assertThat(new FetchTable(samples, 8).render())
        .endsWith("| 200 | 8 | 1.50 | 100 | 180 | 198 | 200 |\n");
  }
}
