package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTextTest {
  private final SafeText safe = new SafeText(List.of(Secret.of("our:own")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the key our:own is wrong",
        "Incorrect API key provided: sk-abc***xyz.",
        "Authorization: Key 0f6c3f0e-53b0:4c1d9b433f1a9c0e7a11",
        "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
        "token 4c1d9b433f1a9c0e7a114c1d9b433f1a was seen"
      })
  void masksWhatLooksLikeAKey(String text) {
    assertThat(safe.of(text))
        .contains("[masked]")
        .doesNotContain("our:own", "abc", "4c1d9b433f", "eyJhbGci");
  }

  @Test
  void secretThatIsNotHeldIsFoundToo() {
    SafeText safe = new SafeText(List.of()).masking(Secret.of("of-a-caller"));
    assertThat(safe.containsSecret("req_of-a-caller_1")).isTrue();
    assertThat(safe.containsSecret("req_of-nobody_1")).isFalse();
    assertThat(safe.containsSecret("")).isFalse();
  }

  @Test
  void leavesOrdinarySentencesAlone() {
    String text = "Input should be less than or equal to 4, was 9 (less_than_equal)";
    assertThat(safe.of(text)).isEqualTo(text);
  }

  @Test
  void masksASecretThatItDoesNotHold() {
    SafeText masking = safe.masking(Secret.of("pass.ing;words"));
    assertThat(masking.of("seen: 'pass.ing;words', pass.ing;words"))
        .isEqualTo("seen: '[masked]', [masked]");
    assertThat(masking.of("our:own and pass.ing;word")).isEqualTo("[masked] and pass.ing;word");
    assertThat(safe.of("pass.ing;words")).isEqualTo("pass.ing;words");
  }

  @Test
  void secretThatIsCutInHalfByTheBoundIsNotShown() {
    String text = " ".repeat(1_190) + "pass.ing;words";
    assertThat(safe.masking(Secret.of("pass.ing;words")).of(text)).doesNotContain("pass");
  }

  @Test
  void makesOneShortLine() {
    assertThat(safe.of("a\r\nb\u0000\u202Ec\u2028d")).isEqualTo("a b c d");
    assertThat(safe.of("word ".repeat(1_000))).hasSizeLessThanOrEqualTo(300).endsWith("…");
  }

  @Test
  void noCharacterIsCutInTwo() {
    for (String begin : new String[] {"", "a"}) {
      String text = safe.of(begin + "\ud83e\udd86".repeat(200));
      assertThat(text).hasSizeBetween(299, 300).endsWith("\udd86…");
    }
    assertThat(safe.of(" ".repeat(801) + "\ud83e\udd86".repeat(250))).endsWith("\udd86");
  }
}
