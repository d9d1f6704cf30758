package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void showsMediansLeastValuesAndRatiosToTheFirst() {
    String table =
        new Table(
                List.of(
                    sample("bare", 500, 102_400),
                    sample("Easel", 1_200, 112_640),
                    sample("bare", 400, 102_400),
                    sample("Easel", 900, 122_880),
                    sample("bare", 700, 102_400)))
            .render();

    assertThat(table.lines().skip(2))
        .containsExactly(
            "| bare | 500 (400) | 30 (30) | 100 (100) | 10 (10) | 1.00 | 1.00 |",
            "| Easel | 1050 (900) | 30 (30) | 115 (110) | 10 (10) | 2.10 | 1.15 |");
  }

  @Test
  void findsTheMiddle() {
    assertThat(Table.median(1, 2, 9)).isEqualTo(2);
    assertThat(Table.median(1, 2, 4, 9)).isEqualTo(3);
  }

  private static Sample sample(String server, double servingMillis, long residentKib) {
    return new Sample(1, server, servingMillis - 50, servingMillis, 30, 0, residentKib, 10_240);
  }
}
