package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebpWriterTest {

  @ParameterizedTest
  @CsvSource({
    "1024, 1024, false",
    "1536, 1024, true",
    "1024, 1536, false",
    "64, 64, true",
    "101, 77, false",
    "77, 101, true"
  })
  void everyPixelOfAPictureSurvives(int width, int height, boolean transparent) {
    check(new Picture(new Description("a fox", 0, List.of("a"), width, height, transparent)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 256, true",
    "1, 1, 256, false",
    "1, 33, 256, true",
    "33, 1, 256, true",
    "31, 2, 2, true",
    "32, 32, 256, false",
    "33, 65, 3, true",
    "700, 300, 256, true"
  })
  void noiseThatDoesNotCompressSurvivesToo(int width, int height, int values, boolean transparent) {
    check(new Pattern(width, height, transparent, (x, y) -> random(x, y, values)));
  }

  /** One symbol an alphabet, copies longer than the longest, and as many codes as there can be. */
  @Test
  void extremesSurvive() {
    check(new Pattern(9000, 3, true, (_, _) -> 0));
    check(new Pattern(16_384, 2, false, (_, _) -> 0xFF336699));
    check(new Pattern(2, 16_384, false, (_, y) -> 0xFF000000 | y));
    check(new Pattern(300, 300, true, (x, y) -> 1 << 24 << (x * y % 8)));
  }

  /** Counts like Fibonacci's make Huffman's tree deeper than the format allows. */
  @Test
  void longestCodesAreShortened() {
    int[] counts = new int[30];
    counts[0] = 1;
    counts[1] = 1;
    for (int i = 2; i < counts.length; i++) {
      counts[i] = counts[i - 1] + counts[i - 2];
    }

    int[] lengths = WebpCodeLengths.of(counts, 15);

    double room = 0;
    for (int length : lengths) {
      assertThat(length).isBetween(1, 15);
      room += Math.pow(2, -length);
    }
    assertThat(room).isEqualTo(1);
  }

  @Test
  void fileIsSmallerThanThePng() {
    Picture picture = new Picture(new Description("a fox", 0, List.of("a"), 1024, 1024, false));

    assertThat(Encoding.WEBP.bytes(picture).length).isLessThan(Encoding.PNG.bytes(picture).length);
  }

  private static int random(int x, int y, int values) {
    SplittableRandom random = new SplittableRandom(x * 7919L + y);
    int argb = 0;
    for (int i = 0; i < 4; i++) {
      argb = argb << 8 | random.nextInt(values);
    }
    return argb;
  }

  private static void check(RowSource picture) {
    WebpReader read = WebpReader.read(Encoding.WEBP.bytes(picture));

    assertThat(read.width).isEqualTo(picture.width());
    assertThat(read.height).isEqualTo(picture.height());
    assertThat(read.alpha).isEqualTo(picture.transparent());
    int[] expected = new int[picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, expected);
      if (!picture.transparent()) {
        for (int x = 0; x < expected.length; x++) {
          expected[x] |= 0xFF000000;
        }
      }
      assertThat(read.row(y)).as("row %d", y).isEqualTo(expected);
    }
  }

  @FunctionalInterface
  private interface Colour {
    int at(int x, int y);
  }

  private record Pattern(int width, int height, boolean transparent, Colour colour)
      implements RowSource {

    @Override
    public void row(int y, int[] argb) {
      for (int x = 0; x < argb.length; x++) {
        argb[x] = colour.at(x, y);
      }
    }
  }
}
