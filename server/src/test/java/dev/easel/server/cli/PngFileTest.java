package dev.easel.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PngFileTest {
  /** One transparent pixel. */
  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
                  + "rkJggg==");

  @TempDir private Path folder = Path.of("");

  @Test
  void aWholePngTellsItsSize() throws Exception {
    assertThat(PngFile.read(file(PIXEL))).isEqualTo(new PngFile(1, 1));
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatIOException().isThrownBy(() -> PngFile.read(file(new byte[100])));
  }

  @Test
  void aCutPngIsRefused() {
    assertThatIOException()
        .isThrownBy(() -> PngFile.read(file(Arrays.copyOf(PIXEL, PIXEL.length - 12))))
        .withMessageContaining("ends too early");
  }

  @Test
  void aChangedByteIsNoticed() {
    byte[] changed = PIXEL.clone();
    changed[20] ^= 1;

    assertThatIOException()
        .isThrownBy(() -> PngFile.read(file(changed)))
        .withMessageContaining("checksum");
  }

  private Path file(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("picture.png"), bytes);
  }
}
