package dev.easel.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.http.ByteSource;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A member of a document whose text is an image in base64, as its author wrote it. */
final class Base64FuzzTest {
  private static final int LONGEST_HEAD = 256;

  private final JsonReader whole = new JsonReader(JsonLimits.ANSWER);

  @FuzzTest(maxDuration = "60s")
  void textMeansWhatItMeansToAWholeReaderOrIsRefused(byte[] input) throws Exception {
    byte[] document = document(input);
    Reading reading = read(document, document.length);
    assertThat(read(document, 1)).usingRecursiveComparison().isEqualTo(reading);
    assertThat(read(document, 7)).usingRecursiveComparison().isEqualTo(reading);
    Optional<String> text = text(document);
    if (text.isPresent() && !hasForeignHead(text.get())) {
      assertThat(reading.goesOn()).isTrue();
      assertThat(reading.image().map(Arrays::toString))
          .isEqualTo(meaning(text.get()).map(Arrays::toString));
    }
  }

  /**
   * What a stream gave.
   *
   * @param image what was decoded, if it could be
   * @param goesOn whether the member after it was reached, and the document's end
   */
  private record Reading(Optional<byte[]> image, boolean goesOn) {}

  private static byte[] document(byte[] value) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    document.writeBytes("{\"image\":".getBytes(US_ASCII));
    document.writeBytes(value);
    document.writeBytes(",\"after\":1}".getBytes(US_ASCII));
    return document.toByteArray();
  }

  private static Reading read(byte[] document, int piece) throws Exception {
    Optional<byte[]> image = Optional.empty();
    try (JsonStream json = JsonStream.open(pieces(document, piece), JsonLimits.ANSWER)) {
      json.enterObject();
      json.nextMember();
      image = image(json);
      boolean after = json.nextMember().equals(Optional.of("after"));
      boolean over = json.nextMember().isEmpty();
      json.end();
      return new Reading(image, after && over);
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank();
      return new Reading(image, false);
    }
  }

  private static Optional<byte[]> image(JsonStream json) throws Exception {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    try {
      return json.base64(Channels.newChannel(image), Long.MAX_VALUE)
          ? Optional.of(image.toByteArray())
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** The text, if the document is one and as it was meant to be. */
  private Optional<String> text(byte[] document) {
    try {
      Json root = whole.read(document);
      boolean meant =
          root instanceof Json.ObjectValue object
              && object.members().keySet().stream().toList().equals(List.of("image", "after"));
      return meant ? root.text("image") : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** Then its length is counted in bytes, and a whole reader knows of characters only. */
  private static boolean hasForeignHead(String text) {
    return packed(text).startsWith("data:") && text.chars().anyMatch(unit -> unit > 0x7f);
  }

  private static Optional<byte[]> meaning(String text) {
    String packed = packed(text);
    int comma = packed.indexOf(',');
    boolean headed = packed.startsWith("data:") && comma >= 0 && comma < LONGEST_HEAD;
    if (headed && !packed.substring(0, comma).endsWith(";base64")) {
      return Optional.empty();
    }
    String body = headed ? packed.substring(comma + 1) : packed;
    int end = body.length();
    while (end > 0 && body.charAt(end - 1) == '=') {
      end--;
    }
    try {
      String standard = body.substring(0, end).replace('-', '+').replace('_', '/');
      return Optional.of(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String packed(String text) {
    return text.chars()
        .filter(unit -> unit > ' ')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static ByteSource pieces(byte[] bytes, int piece) {
    int[] position = {0};
    return buffer -> {
      int count = Math.min(Math.min(piece, buffer.length), bytes.length - position[0]);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(bytes, position[0], buffer, 0, count);
      position[0] += count;
      return count;
    };
  }
}
