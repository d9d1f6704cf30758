package dev.easel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonStringTest {
  private static final int ROUNDS = 2_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void standsInADocumentAsTheWriterOfTreesWritesIt() {
    for (int round = 0; round < ROUNDS; round++) {
      String text = text();
      StringBuilder quoted = new StringBuilder("before ");
      JsonString.quote(text, quoted);
      assertThat(quoted.toString())
          .as("seed %d, round %d", seed, round)
          .isEqualTo("before " + new String(new JsonWriter().write(Json.of(text)), UTF_8));
    }
  }

  /** Of anything that there is, halves of pairs too, with much of what needs care. */
  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(3_000);
    while (text.length() < length) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/'<>&\u007f\u2028\u2029".charAt(random.nextInt(10)));
        case 2 -> text.append((char) random.nextInt(0x20, 0x7f));
        case 3 -> text.append((char) random.nextInt(0x80, Character.MAX_VALUE + 1));
        case 4 ->
            text.append(
                (char) random.nextInt(Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1));
        default ->
            text.appendCodePoint(
                random.nextInt(
                    Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT + 1));
      }
    }
    return text.toString();
  }
}
