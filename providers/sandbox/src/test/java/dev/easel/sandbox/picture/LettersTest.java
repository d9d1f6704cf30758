package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LettersTest {

  private final Letters letters = Letters.load();

  @Test
  void noTwoLettersLookAlike() {
    Set<String> drawings = new HashSet<>();

    for (char letter = ' '; letter <= Letters.BOX; letter++) {
      assertThat(drawings.add(drawing(letter))).as("'%s'", letter).isTrue();
    }
  }

  @Test
  void whatHasNoLetterIsABox() {
    assertThat(drawing('猫')).isEqualTo(drawing(Letters.BOX)).isNotEqualTo(drawing(' '));
  }

  @Test
  void thereIsNoInkOutside() {
    assertThat(letters.ink('#', -1, 0)).isFalse();
    assertThat(letters.ink('#', Letters.WIDTH, 0)).isFalse();
    assertThat(letters.ink('#', 0, Letters.HEIGHT)).isFalse();
  }

  private String drawing(char letter) {
    StringBuilder drawing = new StringBuilder();
    for (int y = 0; y < Letters.HEIGHT; y++) {
      for (int x = 0; x < Letters.WIDTH; x++) {
        drawing.append(letters.ink(letter, x, y) ? '#' : '.');
      }
    }
    return drawing.toString();
  }
}
