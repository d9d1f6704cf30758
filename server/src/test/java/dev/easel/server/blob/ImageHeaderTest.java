package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.Pictures;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
      return ImageHeader.read(channel);
    }
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void readsFormatAndSizeWithoutDecoding(ImageFormat format) throws IOException {
    assertThat(read(Pictures.of(format, new Size(321, 123))))
        .isEqualTo(new ImageHeader(format, new Size(321, 123)));
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

  @Test
  void readsAnExtendedWebp() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(22);
    bytes.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0);
    bytes.put(new byte[] {(byte) 0xff, 3, 0, (byte) 0xff, 5, 0});
    assertThat(read(bytes.array()).size()).isEqualTo(new Size(1024, 1536));
  }

  @Test
  void survivesAnyBytesAfterAnySignature() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    List<ImageFormat> formats = List.of(ImageFormat.values());
    for (int i = 0; i < 1_000; i++) {
      ImageFormat format = formats.get(random.nextInt(formats.size()));
      byte[] bytes = Pictures.of(format, new Size(16, 16));
      for (int flip = 0; flip < 4; flip++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        read(bytes);
      } catch (NotAnImageException e) {
        assertThat(e).as("seed %d, case %d", seed, i).hasMessageNotContaining("\n");
      } catch (IOException e) {
        throw new AssertionError("seed " + seed + ", case " + i, e);
      }
    }
  }
}
