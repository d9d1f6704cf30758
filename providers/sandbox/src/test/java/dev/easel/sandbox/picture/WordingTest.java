package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a red fox | a red fox",
        "Grüße aus Århus | Grusse aus Arhus",
        "‘a’ “b” – c… | 'a' \"b\" - c...",
        "Łódź, œuvre, þing | Lodz, oeuvre, thing",
        "41°43′32″N | 41\u007F43'32''N",
        "猫🦊! | \u007F\u007F!",
        "👩\u200D🚀 | \u007F\u007F",
        "½ ﬁ | 1/2 fi",
      })
  void everyCharacterFindsALetter(String text, String plain) {
    assertThat(Wording.plain(text)).isEqualTo(plain);
  }

  @Test
  void linesBreakAtSpaces() {
    assertThat(Wording.lines("the quick  brown fox", 9)).containsExactly("the quick", "brown fox");
  }

  @Test
  void wordsLongerThanALineAreCut() {
    assertThat(Wording.lines("a abcdefghijk", 4)).containsExactly("a", "abcd", "efgh", "ijk");
  }

  @Test
  void whatDoesNotFitEndsInDots() {
    assertThat(Wording.atMost(2, List.of("one", "two two", "three"), 7))
        .containsExactly("one", "two ...");
  }

  @Test
  void whatFitsIsLeftAlone() {
    assertThat(Wording.atMost(2, List.of("one", "two"), 7)).containsExactly("one", "two");
  }
}
