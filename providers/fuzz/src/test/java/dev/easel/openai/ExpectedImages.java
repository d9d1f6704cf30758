package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.fuzz.Base64Meaning;
import dev.easel.fuzz.PiecedBytes;
import dev.easel.http.EventReader;
import dev.easel.http.ServerEvent;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonDocument;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The images that a stream brings by readers of whole events, whole documents and whole texts: as
 * far as all of it is plain. Of what is damaged they know nothing, or say nothing of it twice.
 *
 * @param slots the image of each slot, in hexadecimal digits
 * @param all whether that is all of the stream, or what comes before something that is not plain
 */
record ExpectedImages(List<Optional<String>> slots, boolean all) {
  private static final JsonReader READER = new JsonReader(JsonLimits.ANSWER);
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int LONGEST_TYPE = 64;
  private static final String UNNAMED = "message";

  /** What becomes of the stream with one event. */
  private enum Next {
    GOES_ON,
    ENDS,
    IS_DOUBTFUL
  }

  static ExpectedImages of(byte[] stream, int count) throws Exception {
    List<Optional<String>> slots = new ArrayList<>();
    if (!isPlain(stream)) {
      return new ExpectedImages(slots, false);
    }
    EventReader events = new EventReader(new PiecedBytes(stream, stream.length), stream.length);
    for (var event = events.next(); event.isPresent(); event = events.next()) {
      Next next = take(event.get(), slots);
      if (next != Next.GOES_ON) {
        return new ExpectedImages(first(slots, count), next == Next.ENDS);
      }
    }
    return new ExpectedImages(first(slots, count), true);
  }

  private static List<Optional<String>> first(List<Optional<String>> slots, int count) {
    return slots.subList(0, Math.min(count, slots.size()));
  }

  /** Text in which no event has two names, the first of which counts before its data do. */
  private static boolean isPlain(byte[] stream) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(stream)).toString();
    } catch (CharacterCodingException e) {
      return false;
    }
    int names = 0;
    for (String line : text.replace(BYTE_ORDER_MARK, "").lines().toList()) {
      boolean named = line.equals("event") || line.startsWith("event:");
      names = line.isEmpty() ? 0 : names + (named ? 1 : 0);
      if (names > 1) {
        return false;
      }
    }
    return text.indexOf(0) < 0;
  }

  private static Next take(ServerEvent event, List<Optional<String>> slots) {
    if (event.data().stripLeading().startsWith("[")) {
      return Next.ENDS;
    }
    try {
      JsonDocument document = READER.readDocument(event.data().getBytes(UTF_8));
      return document.duplicateKeys().isEmpty()
          ? take(event.type(), document.root(), slots)
          : Next.IS_DOUBTFUL;
    } catch (JsonException e) {
      return Next.IS_DOUBTFUL;
    }
  }

  private static Next take(String name, Json root, List<Optional<String>> slots) {
    String type = root.text("type").orElse(name);
    boolean agreed = name.equals(UNNAMED) || name.equals(type);
    Optional<String> text = root.text("b64_json");
    boolean doubtful = text.filter(Base64Meaning::isDoubtful).isPresent();
    if (!agreed || doubtful || name.length() > LONGEST_TYPE) {
      return Next.IS_DOUBTFUL;
    }
    if (type.endsWith(".completed")) {
      slots.add(text.flatMap(Base64Meaning::of).map(HexFormat.of()::formatHex));
    }
    boolean error = type.equals("error") || root.find("error").isPresent();
    return error ? Next.IS_DOUBTFUL : Next.GOES_ON;
  }
}
