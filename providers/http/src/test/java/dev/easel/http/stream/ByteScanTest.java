package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class ByteScanTest {
  /** Every byte at every place among others that are neither. */
  @Test
  void findsEachByteThatMattersAndNoOther() {
    for (int single = 0; single < 256; single++) {
      for (int place = 0; place < 20; place++) {
        byte[] bytes = "AAAAAAAAAAAAAAAAAAAA".getBytes(US_ASCII);
        bytes[place] = (byte) single;
        assertThat(ByteScan.endOfPlain(bytes, 0, 20))
            .as("plain, byte %d at %d", single, place)
            .isEqualTo(hasToBeLookedAt(single) ? place : 20);
        assertThat(ByteScan.endOfLine(bytes, 0, 20))
            .as("line, byte %d at %d", single, place)
            .isEqualTo(endsLine(single) ? place : 20);
      }
    }
  }

  /** So many that they are looked at as a whole, block after block, and then what is left. */
  @Test
  void findsEachByteThatMattersAmongThousands() {
    byte[] bytes = "A".repeat(4_100).getBytes(US_ASCII);
    for (int place = 0; place < bytes.length; place++) {
      for (char single : new char[] {'"', '\\', ' ', '\n', '\r', '\0', '+', '/', '\u00ff'}) {
        bytes[place] = (byte) single;
        assertThat(ByteScan.endOfPlain(bytes, 1, bytes.length))
            .as("plain, byte %d at %d", (int) single, place)
            .isEqualTo(place > 0 && hasToBeLookedAt(single) ? place : bytes.length);
        assertThat(ByteScan.endOfLine(bytes, 1, bytes.length))
            .as("line, byte %d at %d", (int) single, place)
            .isEqualTo(place > 0 && endsLine(single) ? place : bytes.length);
      }
      bytes[place] = 'A';
    }
  }

  @RepeatedTest(200)
  void findsTheFirstBetweenAnyBounds(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] bytes = new byte[1 + random.nextInt(5_000)];
    random.nextBytes(bytes);
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(bytes.length - from + 1);

    assertThat(ByteScan.endOfPlain(bytes, from, to))
        .as("seed %d", repetition.getCurrentRepetition())
        .isEqualTo(first(bytes, from, to, ByteScanTest::hasToBeLookedAt));
    assertThat(ByteScan.endOfLine(bytes, from, to))
        .as("seed %d", repetition.getCurrentRepetition())
        .isEqualTo(first(bytes, from, to, ByteScanTest::endsLine));
  }

  private static boolean hasToBeLookedAt(int single) {
    return single < '+' || single == '\\';
  }

  private static boolean endsLine(int single) {
    return single == '\n' || single == '\r';
  }

  private static int first(byte[] bytes, int from, int to, IntPredicate wanted) {
    int index = from;
    while (index < to && !wanted.test(Byte.toUnsignedInt(bytes[index]))) {
      index++;
    }
    return index;
  }
}
