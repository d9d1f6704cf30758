package dev.easel.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.server.blob.BufferChannel;
import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.spi.NotAnImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

final class ImageHeaderFuzzTest {
  private static final int ENOUGH_TO_TELL = 12;

  @FuzzTest(maxDuration = "60s")
  void bytesAreAnImageWithinTheLimitsOrAreRefused(byte[] input) throws Exception {
    Optional<ImageHeader> source = read(input, BlobPurpose.SOURCE);
    Optional<ImageHeader> result = read(input, BlobPurpose.RESULT);

    source.ifPresent(header -> {
      assertThat(header.size().width()).isBetween(1, 8_192);
      assertThat(header.size().height()).isBetween(1, 8_192);
      assertThat(header.size().pixels()).isLessThanOrEqualTo(50_000_000);
      // What may come in may go out, and is the same.
      assertThat(result).contains(header);
    });
    result.ifPresent(header -> {
      assertThat(header.size().pixels()).isBetween(1L, 1L << 28);
      assertThatCode(() -> ImageHeader.checkBeginning(beginning(input))).doesNotThrowAnyException();
    });
  }

  private static Optional<ImageHeader> read(byte[] input, BlobPurpose purpose) throws IOException {
    try {
      return Optional.of(ImageHeader.read(new BufferChannel(ByteBuffer.wrap(input)), purpose));
    } catch (NotAnImageException e) {
      assertThat(e).hasMessageMatching("\\P{Cntrl}{10,200}");
      return Optional.empty();
    }
  }

  private static ByteBuffer beginning(byte[] input) {
    return ByteBuffer.wrap(input, 0, Math.min(input.length, ENOUGH_TO_TELL));
  }
}
