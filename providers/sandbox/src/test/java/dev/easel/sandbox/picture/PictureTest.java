package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

  @Test
  void sameDescriptionGivesTheSameBytes() {
    assertThat(png("a fox", 0)).isEqualTo(png("a fox", 0));
  }

  @Test
  void anotherPromptLooksDifferent() {
    assertThat(png("a fox", 0)).isNotEqualTo(png("a box", 0));
  }

  @Test
  void sistersOfOnePromptLookDifferent() {
    assertThat(png("a fox", 0)).isNotEqualTo(png("a fox", 1));
  }

  @Test
  void groundOfATransparentPictureIsClear() {
    Picture picture = new Picture(new Description("a fox", 0, List.of(), 256, 256, true));

    int[] row = new int[256];
    picture.row(255, row);

    assertThat(row).contains(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "猫と🦊",
        "\uD800 alone",
        "\u0000\u0007",
        "e\u0301\u0301\u0301",
        "ﷺ",
        "\n\t"
      })
  void anyTextCanBeDrawn(String prompt) {
    assertThat(png(prompt, 0)).isNotEmpty();
  }

  @Test
  void veryLongPromptStaysOnItsCard() {
    assertThat(png("word ".repeat(200_000), 0)).isNotEmpty();
    assertThat(png("x".repeat(1_000_000), 0)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 63, 8193})
  void sizesOutOfRangeAreRefused(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Description("a", 0, List.of(), width, 64, false));
  }

  private static byte[] png(String prompt, int index) {
    Description description = new Description(prompt, index, List.of("one"), 256, 192, false);
    return Encoding.PNG.bytes(new Picture(description));
  }
}
