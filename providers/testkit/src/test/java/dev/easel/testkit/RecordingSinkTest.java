package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.NotAnImageException;
import dev.easel.spi.Size;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class RecordingSinkTest {
  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private final RecordingSink sink = new RecordingSink();

  @Test
  void keepsACommittedImage() throws Exception {
    write(PIXEL, true);
    assertThat(sink.has(0)).isTrue();
    assertThat(ImageHeader.read(PIXEL)).isEqualTo(new ImageHeader(ImageFormat.PNG, new Size(1, 1)));
    assertThat(sink.events()).containsExactly(new SinkEvent.Opened(0), new SinkEvent.Committed(0));
  }

  @Test
  void discardsWhatIsNotCommitted() throws Exception {
    write(PIXEL, false);
    assertThat(sink.has(0)).isFalse();
  }

  @Test
  void refusesWhatIsNoWholeImage() {
    byte[] half = java.util.Arrays.copyOf(PIXEL, PIXEL.length / 2);
    assertThatThrownBy(() -> write(half, true)).isInstanceOf(NotAnImageException.class);
    assertThatThrownBy(() -> write("<html>".getBytes(UTF_8), true))
        .isInstanceOf(NotAnImageException.class);
  }

  private void write(byte[] bytes, boolean commit) throws Exception {
    try (ImageWriter writer = sink.image(0, ImageFacts.none())) {
      writer.write(ByteBuffer.wrap(bytes));
      if (commit) {
        writer.commit();
      }
    }
  }
}
