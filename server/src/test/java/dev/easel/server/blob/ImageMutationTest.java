package dev.easel.server.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.Bytes;
import dev.easel.spi.NotAnImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good images changed by chance: each is taken or refused, and neither takes long. */
final class ImageMutationTest {
  private static final int CASES = 30_000;
  private static final int MOST_BYTES = 4_096;
  private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xfe, 0xff, 0xd8, 0xd9, 0xda};

  private final List<byte[]> seeds =
      GoodImages.all().stream()
          .map(GoodImages.Good::bytes)
          .filter(bytes -> bytes.length < MOST_BYTES)
          .toList();

  @ParameterizedTest
  @ValueSource(longs = {20_261_121, 1, 987_654_321})
  void anyMutationIsAnImageOrIsNone(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size()));
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes = mutated(bytes, random);
      }
      refused += refused(bytes, "seed %d, case %d".formatted(seed, i)) ? 1 : 0;
    }
    assertThat(refused).as("refused of %d, seed %d", CASES, seed).isBetween(1, CASES - 1);
  }

  private static boolean refused(byte[] bytes, String which) {
    boolean refused = false;
    for (ImageLimits limits : List.of(ImageLimits.SOURCES, ImageLimits.RESULTS)) {
      CountingChannel channel = new CountingChannel(bytes);
      try {
        ImageHeader header = ImageHeader.read(channel, limits);
        assertThat(header.size().pixels()).as(which).isLessThanOrEqualTo(limits.mostPixels());
      } catch (NotAnImageException e) {
        assertThat(e).as(which).hasMessageMatching("\\P{Cntrl}{10,200}");
        refused = true;
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(which, e);
      }
      assertThat(channel.read()).as(which).isLessThanOrEqualTo(limits.mostRead());
    }
    return refused;
  }

  private static byte[] mutated(byte[] from, Random random) {
    if (from.length < 8) {
      return new byte[8];
    }
    int at = random.nextInt(from.length);
    int to = at + random.nextInt(from.length - at);
    byte[] bytes = from.clone();
    return switch (random.nextInt(6)) {
      case 0 -> {
        bytes[at] = (byte) random.nextInt();
        yield bytes;
      }
      case 1 -> {
        bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
        yield bytes;
      }
      case 2 -> {
        int telling = random.nextBoolean() ? random.nextInt() : random.nextInt(-2, 300);
        ByteBuffer.wrap(bytes).putInt(Math.min(at, bytes.length - 4), telling);
        yield bytes;
      }
      case 3 -> Arrays.copyOf(from, at);
      case 4 -> Bytes.join(Arrays.copyOf(from, at), Arrays.copyOfRange(from, to, from.length));
      default -> Bytes.join(Arrays.copyOf(from, to), Arrays.copyOfRange(from, at, from.length));
    };
  }
}
