package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Bytes;
import dev.easel.server.Pictures;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageHeaderTest {
  @TempDir Path folder;

  private ImageHeader read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("image"), bytes);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return ImageHeader.read(channel, ImageLimits.RESULTS);
    }
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void readsFormatAndSizeWithoutDecoding(ImageFormat format) throws IOException {
    assertThat(read(Pictures.of(format, new Size(321, 123))))
        .isEqualTo(new ImageHeader(format, new Size(321, 123), false));
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void refusesAnImageThatWasCutOffAnywhere(ImageFormat format) {
    byte[] whole = Pictures.of(format, new Size(16, 16));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut at %d of %d", length, whole.length)
          .isInstanceOf(NotAnImageException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"detail\":\"no\"}", "<html>", "GIF89a", "<svg/>", "%PDF-1.7"})
  void refusesWhatIsNoImage(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(NotAnImageException.class);
  }

  @Test
  void refusesSidesThatNoModelMakes() {
    byte[] bytes = Pictures.of(ImageFormat.PNG, new Size(1, 1));
    ByteBuffer.wrap(bytes).putInt(16, 1_000_000);
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(NotAnImageException.class);
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void toleratesPaddingAfterTheEndOfAResultOnly(ImageFormat format) throws IOException {
    byte[] padded = Bytes.join(Pictures.of(format, new Size(16, 16)), new byte[300]);
    assertThat(read(padded).format()).isEqualTo(format);
    assertThatThrownBy(() -> ImageHeader.read(new CountingChannel(padded), ImageLimits.SOURCES))
        .isInstanceOf(NotAnImageException.class);
  }

  @Test
  void takesAnAnimatedResultForItsFirstImageSinceItWasPaidFor() throws IOException {
    assertThat(read(WebpFile.ANIMATED).size()).isEqualTo(new Size(16, 12));
    assertThat(read(PngFile.small().chunk("fdAT", new byte[26]).end()).size())
        .isEqualTo(new Size(16, 12));
  }

  @Test
  void tellsFromTheBeginningThatNoImageFollows() {
    assertThatThrownBy(
            () -> ImageHeader.checkBeginning(ByteBuffer.wrap(Bytes.text("%PDF-1.7 it" + " is"))))
        .isInstanceOf(NotAnImageException.class)
        .hasMessageContaining("PDF");
  }

  @Test
  void saysNothingOfABeginningThatIsTooShortToTell() throws IOException {
    ByteBuffer beginning = ByteBuffer.wrap(Bytes.text("%PDF"));
    ImageHeader.checkBeginning(beginning);
    assertThat(beginning.remaining()).isEqualTo(4);
  }
}
