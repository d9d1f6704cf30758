package dev.easel.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A member of a document whose text is an image in base64, as its author wrote it. */
final class Base64FuzzTest {
  private final JsonReader whole = new JsonReader(JsonLimits.ANSWER);

  @FuzzTest(maxDuration = "60s")
  void textMeansWhatItMeansToAWholeReaderOrIsRefused(byte[] input) throws Exception {
    byte[] document = document(input);
    Reading reading = read(document, document.length);
    assertThat(read(document, 1)).usingRecursiveComparison().isEqualTo(reading);
    assertThat(read(document, 7)).usingRecursiveComparison().isEqualTo(reading);
    Optional<String> text = text(document);
    if (text.isPresent() && !Base64Meaning.isDoubtful(text.get())) {
      assertThat(reading.goesOn()).isTrue();
      assertThat(reading.image().map(Arrays::toString))
          .isEqualTo(Base64Meaning.of(text.get()).map(Arrays::toString));
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
    try (JsonStream json = JsonStream.open(new PiecedBytes(document, piece), JsonLimits.ANSWER)) {
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
}
