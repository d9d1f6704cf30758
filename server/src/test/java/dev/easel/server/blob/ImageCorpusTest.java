package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Files a caller may send, and files it may not: what is said of them, and what saying it costs.
 */
final class ImageCorpusTest {
  private static final List<GoodImages.Good> GOOD = GoodImages.all();
  private static final List<BadImages.Bad> BAD = BadImages.all();
  private static final long MOST_READ = 64 << 10;
  private static final long MOST_READS = 8 << 10;
  private static final long MOST_ALLOCATED = 1 << 20;

  private static ImageHeader read(byte[] bytes) throws IOException {
    return ImageHeader.read(new CountingChannel(bytes), ImageLimits.SOURCES);
  }

  @Test
  void theCorpusIsAsLargeAsItIsSaidToBe() {
    assertThat(BAD).hasSizeGreaterThanOrEqualTo(60);
    assertThat(GOOD).hasSizeGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @FieldSource("GOOD")
  void aGoodImageIsTakenForWhatItIs(GoodImages.Good good) throws IOException {
    assertThat(read(good.bytes())).isEqualTo(good.header());
  }

  @ParameterizedTest
  @FieldSource("GOOD")
  void aGoodImageIsOneForAnotherDecoderToo(GoodImages.Good good) throws IOException {
    if (good.header().format() == ImageFormat.WEBP) {
      // The JDK reads none; these are libwebp's own.
      assertThat(good.bytes()).startsWith('R', 'I', 'F', 'F');
      return;
    }
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(good.bytes()));
    assertThat(decoded.getWidth()).isEqualTo(good.header().size().width());
    assertThat(decoded.getHeight()).isEqualTo(good.header().size().height());
    assertThat(decoded.getColorModel().hasAlpha()).isEqualTo(good.header().alpha());
  }

  @ParameterizedTest
  @FieldSource("BAD")
  void aBadOneIsRefusedInWordsThatTellWhy(BadImages.Bad bad) {
    assertThatThrownBy(() -> read(bad.bytes()))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining(bad.word());
  }

  @ParameterizedTest
  @FieldSource("BAD")
  void aBadOneCostsLittle(BadImages.Bad bad) {
    costsLittle(bad.bytes());
  }

  @ParameterizedTest
  @FieldSource("GOOD")
  void aGoodOneCostsLittle(GoodImages.Good good) {
    costsLittle(good.bytes());
  }

  private static void costsLittle(byte[] bytes) {
    CountingChannel channel = new CountingChannel(bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      ImageHeader.read(channel, ImageLimits.SOURCES);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(NotAnImageException.class);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(channel.read()).isLessThanOrEqualTo(MOST_READ);
    assertThat(channel.reads()).isLessThanOrEqualTo(MOST_READS);
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
  }
}
