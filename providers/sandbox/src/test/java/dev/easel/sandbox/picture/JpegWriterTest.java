package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegWriterTest {

  @ParameterizedTest
  @CsvSource({"1024, 1024", "1536, 1024", "1024, 1536", "101, 77", "64, 65"})
  void decodesToNearlyTheSamePixels(int width, int height) throws IOException {
    Picture picture = new Picture(new Description("a fox", 1, List.of("a"), width, height, false));

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(Encoding.JPEG.bytes(picture)));

    assertThat(decoded.getWidth()).isEqualTo(width);
    assertThat(decoded.getHeight()).isEqualTo(height);
    assertThat(decoded.getColorModel().hasAlpha()).isFalse();
    assertThat(meanError(picture, decoded)).isLessThan(3);
  }

  private static double meanError(Picture picture, BufferedImage decoded) {
    long error = 0;
    int[] expected = new int[picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, expected);
      for (int x = 0; x < picture.width(); x++) {
        int pixel = decoded.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
          error += Math.abs((pixel >> shift & 255) - (expected[x] >> shift & 255));
        }
      }
    }
    return error / (3.0 * picture.width() * picture.height());
  }
}
