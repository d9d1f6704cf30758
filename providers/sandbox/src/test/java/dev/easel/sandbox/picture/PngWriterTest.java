package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {

  @ParameterizedTest
  @CsvSource({
    "1024, 1024, false",
    "1536, 1024, false",
    "1024, 1536, true",
    "64, 64, true",
    "101, 77, false"
  })
  void everyPixelSurvives(int width, int height, boolean transparent) throws IOException {
    Picture picture =
        new Picture(new Description("a fox", 0, List.of("a"), width, height, transparent));

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(Encoding.PNG.bytes(picture)));

    assertThat(decoded.getWidth()).isEqualTo(width);
    assertThat(decoded.getHeight()).isEqualTo(height);
    assertThat(decoded.getColorModel().hasAlpha()).isEqualTo(transparent);
    int[] expected = new int[width];
    for (int y = 0; y < height; y++) {
      picture.row(y, expected);
      assertThat(decoded.getRGB(0, y, width, 1, null, 0, width))
          .as("row %d", y)
          .isEqualTo(expected);
    }
  }

  @Test
  void noiseThatDoesNotCompressSurvivesToo() throws IOException {
    RowSource noise =
        new RowSource() {
          @Override
          public int width() {
            return 700;
          }

          @Override
          public int height() {
            return 300;
          }

          @Override
          public boolean transparent() {
            return true;
          }

          @Override
          public void row(int y, int[] argb) {
            int[] random = new SplittableRandom(y).ints(argb.length).toArray();
            System.arraycopy(random, 0, argb, 0, argb.length);
          }
        };

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(Encoding.PNG.bytes(noise)));

    int[] expected = new int[700];
    for (int y = 0; y < 300; y++) {
      noise.row(y, expected);
      assertThat(decoded.getRGB(0, y, 700, 1, null, 0, 700)).as("row %d", y).isEqualTo(expected);
    }
  }
}
