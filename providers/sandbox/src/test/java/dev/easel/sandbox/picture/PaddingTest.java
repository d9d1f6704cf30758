package dev.easel.sandbox.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingTest {

  private static final Picture PICTURE =
      new Picture(new Description("a fox", 0, List.of("a"), 300, 200, true));

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void fileIsExactlyAsLongAsWanted(Encoding encoding) {
    int least = leastEven(encoding);
    for (int more : List.of(0, 2, 4, 6, 65_530, 65_532, 65_534, 65_536, 65_538, 131_078, 1 << 20)) {
      assertThat(encoding.padded(PICTURE, least + more)).hasSize(least + more);
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void whatThereIsNoRoomForIsRefused(Encoding encoding) {
    int length = encoding.bytes(PICTURE).length;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.padded(PICTURE, length + 2))
        .withMessageContaining(Integer.toString(length));
    assertThatIllegalArgumentException().isThrownBy(() -> encoding.padded(PICTURE, length - 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 1_000_000})
  void othersSeeTheSamePicture(int length) throws IOException {
    for (Encoding encoding : List.of(Encoding.PNG, Encoding.JPEG)) {
      BufferedImage plain = decoded(encoding.bytes(PICTURE));
      BufferedImage padded = decoded(encoding.padded(PICTURE, length));
      assertThat(pixels(padded)).isEqualTo(pixels(plain));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void webpSaysInItsHeaderWhatItsPictureIs(boolean transparent) throws IOException {
    PlainPicture picture = new PlainPicture(1536, 1024, transparent);
    ByteBuffer file =
        ByteBuffer.wrap(Encoding.WEBP.padded(picture, 100_000)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(text(file, 0)).isEqualTo("RIFF");
    assertThat(file.getInt(4)).isEqualTo(100_000 - 8);
    assertThat(text(file, 8)).isEqualTo("WEBP");
    assertThat(text(file, 12)).isEqualTo("VP8X");
    assertThat(file.getInt(16)).isEqualTo(10);
    assertThat(file.get(20)).isEqualTo((byte) (transparent ? 0x10 : 0));
    assertThat(file.getInt(24) & 0xFFFFFF).isEqualTo(1535);
    assertThat(file.getInt(27) & 0xFFFFFF).isEqualTo(1023);
    assertThat(text(file, 30)).isEqualTo("VP8L");
    int unknown = 38 + file.getInt(34) + file.getInt(34) % 2;
    assertThat(text(file, unknown)).isEqualTo("easl");
    assertThat(unknown + 8 + file.getInt(unknown + 4)).isEqualTo(100_000);
  }

  @Test
  void chunkOfThePngHasItsChecksum() {
    byte[] bytes = Encoding.PNG.padded(PICTURE, 200_000);
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int at = 8;
    while (!text(file, at + 4).equals("eaSl")) {
      at += 12 + file.getInt(at);
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes, at + 4, 4 + file.getInt(at));
    assertThat(file.getInt(at + 8 + file.getInt(at))).isEqualTo((int) checksum.getValue());
  }

  private static int leastEven(Encoding encoding) {
    int least = encoding.bytes(PICTURE).length + 26;
    return least + least % 2;
  }

  private static String text(ByteBuffer file, int at) {
    byte[] name = new byte[4];
    file.get(at, name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static BufferedImage decoded(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
