package dev.easel.sandbox.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.sandbox.picture.Description;
import dev.easel.sandbox.picture.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyMadeTest {

  @Test
  void whateverIsAskedForInOneSizeAndFormatIsTheSameFile() throws InterruptedException {
    try (Studio studio = new Studio(1024 * 1024, new ReadyMade(65_536))) {
      byte[] file = studio.file(work("a fox", 1024, 1024, Encoding.PNG));

      assertThat(file).hasSize(65_536);
      assertThat(studio.file(work("an owl", 1024, 1024, Encoding.PNG))).isSameAs(file);
      assertThat(studio.file(work("an owl", 1536, 1024, Encoding.PNG))).isNotSameAs(file);
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void leastIsEnoughForEveryFormat(Encoding encoding) throws InterruptedException {
    try (Studio studio = new Studio(1024 * 1024, new ReadyMade(ReadyMade.LEAST))) {
      assertThat(studio.file(work("a fox", 1024, 1024, encoding))).hasSize(ReadyMade.LEAST);
    }
  }

  @Test
  void pictureThatDoesNotFitComesSmaller() throws Exception {
    try (Studio studio = new Studio(1024 * 1024, new ReadyMade(ReadyMade.LEAST))) {
      byte[] file = studio.file(work("a fox", 3840, 2160, Encoding.JPEG));

      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      assertThat(file).hasSize(ReadyMade.LEAST);
      assertThat(image.getWidth()).isEqualTo(1024);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 32_766, 65_537, 67_108_866, Integer.MAX_VALUE})
  void lengthsThatCannotBeAreRefused(int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadyMade(bytes))
        .withMessageContaining("from 32768 to 67108864");
  }

  private static Studio.Work work(String prompt, int width, int height, Encoding encoding) {
    Description picture =
        new Description(prompt, 0, List.of(prompt), width, height, encoding == Encoding.WEBP);
    return new Studio.Work(picture, encoding);
  }
}
