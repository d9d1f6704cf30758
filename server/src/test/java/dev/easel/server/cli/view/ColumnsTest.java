package dev.easel.server.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
  @Test
  void wideLettersTakeTwoColumnsAndMarksNone() {
    assertThat(Columns.of("fox")).isEqualTo(3);
    assertThat(Columns.of("画家")).isEqualTo(4);
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
    assertThat(Columns.of("🦊")).isEqualTo(2);
  }

  @Test
  void aCutTextFitsWithItsMark() {
    assertThat(Columns.cut("a red fox", 9, "…")).isEqualTo("a red fox");
    assertThat(Columns.cut("a red fox", 6, "…")).isEqualTo("a red…");
    assertThat(Columns.cut("画家画家", 6, "…")).isEqualTo("画家…");
    assertThat(Columns.cut("fox", 0, "…")).isEmpty();
  }

  @Test
  void whatWouldMoveTheCursorIsTakenOut() {
    assertThat(Columns.clean("red\u001B[2J\n\tfox\u202Exof\u0007 ")).isEqualTo("red [2J fox xof");
  }
}
