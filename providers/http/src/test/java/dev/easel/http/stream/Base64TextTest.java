package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.easel.http.ByteSource;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long texts, which are decoded in several windows: what is odd, at every place of a window. */
final class Base64TextTest {
  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 1 << 12, 16);
  private static final int CHARACTERS = 16 * 1024;
  private static final int OCTETS = CHARACTERS / 4 * 3;
  private static final int MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
  void textsMayEndAnywhere(int more) throws Exception {
    for (int windows = 1; windows < 4; windows++) {
      byte[] bytes = random(windows * OCTETS + more);
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String padded = encoder.encodeToString(bytes);
        String bare = encoder.withoutPadding().encodeToString(bytes);
        for (String text : List.of(padded, bare, padded + "=", "data:image/png;base64," + padded)) {
          assertThat(decoded(text)).isEqualTo(bytes);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "=", "\\u00e9", "\\\"", "\\x", "\u00fc", "Q"})
  void oddCharacterIsFoundAnywhere(String odd) {
    String text = Base64.getEncoder().encodeToString(random(3 * OCTETS));
    Random random = new Random(odd.hashCode());
    for (int index = 0; index < 60; index++) {
      // Around the ends of windows, and anywhere else.
      int place =
          index < 20
              ? CHARACTERS * (1 + index / 10) - 5 + index % 10
              : random.nextInt(text.length() - 1);
      String spoilt = text.substring(0, place) + odd + text.substring(place);
      assertThatThrownBy(() -> decoded(spoilt))
          .as("%s at %d", odd, place)
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("not base64");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\\n", "\\u000d\\n"})
  void blanksMayStandAnywhere(String blank) throws Exception {
    byte[] bytes = random(2 * OCTETS + 1);
    String text = Base64.getEncoder().encodeToString(bytes);
    for (int width : List.of(1, 5, 76, CHARACTERS - 1, CHARACTERS, CHARACTERS + 1)) {
      String broken = text.replaceAll("(.{" + width + "})", "$1" + blank.replace("\\", "\\\\"));
      assertThat(decoded(broken)).as("every %d", width).isEqualTo(bytes);
    }
  }

  @Test
  void nothingMayFollowPaddingAtTheEndOfAWindow() {
    String window = Base64.getEncoder().encodeToString(random(OCTETS - 1));
    assertThatThrownBy(() -> decoded(window + "QUJD")).isInstanceOf(JsonException.class);
  }

  @Test
  void headThatIsTooLongIsNone() {
    String head = "data:" + "x".repeat(300) + ";base64,";
    assertThatThrownBy(() -> decoded(head + "QUJD")).isInstanceOf(JsonException.class);
  }

  /** Sixteen times the bytes are no more garbage. */
  @Test
  void memoryDoesNotDependOnTheLength() throws Exception {
    allocated(MEBIBYTE);
    long small = allocated(MEBIBYTE);
    long large = allocated(16 * MEBIBYTE);
    assertThat(large - small).isLessThan(MEBIBYTE / 4);
  }

  private static long allocated(int length) throws Exception {
    byte[] document =
        ('"' + Base64.getEncoder().encodeToString(random(length)) + '"').getBytes(US_ASCII);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    WritableByteChannel nowhere = Channels.newChannel(OutputStream.nullOutputStream());
    long before = threads.getCurrentThreadAllocatedBytes();
    try (JsonStream json = JsonStream.open(pieces(document), LIMITS)) {
      json.base64(nowhere, length);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static ByteSource pieces(byte[] bytes) {
    int[] position = {0};
    return buffer -> {
      int count = Math.min(8 * 1024, Math.min(buffer.length, bytes.length - position[0]));
      System.arraycopy(bytes, position[0], buffer, 0, count);
      position[0] += count;
      return count == 0 ? -1 : count;
    };
  }

  private static byte[] decoded(String text) throws Exception {
    byte[] document = ('"' + text + '"').getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonStream json =
        JsonStream.open(new PiecedSource(document, new Random(text.length())), LIMITS)) {
      json.base64(Channels.newChannel(bytes), 1 << 20);
      json.end();
    }
    return bytes.toByteArray();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
