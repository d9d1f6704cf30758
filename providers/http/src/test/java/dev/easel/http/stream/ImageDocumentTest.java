package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.http.ByteSource;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Answers with images, made by chance, against a reader of whole documents and the JDK's decoder:
 * members in any order, unknown ones among them, several images, each written in any legal way.
 */
final class ImageDocumentTest {
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64 << 20, 64);

  @RepeatedTest(400)
  void imagesAreThoseOfAWholeReaderHoweverTheyAreWrittenAndArrive(RepetitionInfo repetition)
      throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    int mostBytes = random.nextInt(4) > 0 ? 100 : 100_000;
    List<WrittenText> written = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      written.add(WrittenText.ofAtMost(mostBytes, random));
    }
    byte[] document = document(written, random).getBytes(UTF_8);

    Answer answer = read(new PiecedSource(document, random));

    assertThat(answer.images())
        .as("seed %d", repetition.getCurrentRepetition())
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(written.stream().map(WrittenText::bytes).toList())
        .containsExactlyElementsOf(wholeImages(document));
    assertThat(answer.usage())
        .as("seed %d", repetition.getCurrentRepetition())
        .isEqualTo(((Json.ObjectValue) new JsonReader(LIMITS).read(document)).find("usage"));
  }

  /** The same as one event of a stream. */
  @RepeatedTest(100)
  void imagesOfAnEventAreTheSame(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    WrittenText written = WrittenText.ofAtMost(200_000, random);
    String document = document(List.of(written), random).replace("\r", "");
    byte[] bytes = ("data: " + document.replace("\n", "\ndata: ") + "\n\n").getBytes(UTF_8);
    EventStream events = new EventStream(new PiecedSource(bytes, random));

    assertThat(events.next()).isTrue();
    assertThat(read(events.data()).images())
        .as("seed %d", repetition.getCurrentRepetition())
        .singleElement()
        .isEqualTo(written.bytes());
    assertThat(events.next()).isFalse();
  }

  private record Answer(List<byte[]> images, Optional<Json> usage) {}

  private static Answer read(ByteSource source) throws Exception {
    List<byte[]> images = new ArrayList<>();
    Optional<Json> usage = Optional.empty();
    try (JsonStream json = JsonStream.open(source, LIMITS)) {
      assertThat(json.enterObject()).isTrue();
      for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
        switch (key.get()) {
          case "data" -> images.addAll(items(json));
          case "usage" -> usage = Optional.of(json.tree());
          default -> {}
        }
      }
      json.end();
    }
    return new Answer(images, usage);
  }

  private static List<byte[]> items(JsonStream json) throws Exception {
    List<byte[]> images = new ArrayList<>();
    assertThat(json.enterArray()).isTrue();
    while (json.nextElement()) {
      assertThat(json.enterObject()).isTrue();
      for (var key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
        if (key.get().equals("b64_json")) {
          ByteArrayOutputStream image = new ByteArrayOutputStream();
          assertThat(json.base64(Channels.newChannel(image), 1 << 20)).isTrue();
          images.add(image.toByteArray());
        }
      }
    }
    return images;
  }

  private static List<byte[]> wholeImages(byte[] document) throws Exception {
    Json whole = new JsonReader(LIMITS).read(document);
    List<byte[]> images = new ArrayList<>();
    for (Json item : ((Json.ArrayValue) whole.find("data").orElseThrow()).elements()) {
      images.add(decoded(item.text("b64_json").orElseThrow()));
    }
    return images;
  }

  private static byte[] decoded(String text) {
    String packed = text.replaceAll("\\s", "").replaceFirst("^data:[^,]*,", "");
    return Base64.getDecoder().decode(packed.replace('-', '+').replace('_', '/'));
  }

  private static String document(List<WrittenText> images, Random random) {
    List<String> items = new ArrayList<>();
    for (WrittenText image : images) {
      Map<String, String> members = unknownMembers(random);
      members.put("b64_json", image.literal());
      items.add(object(members, random));
    }
    Map<String, String> members = unknownMembers(random);
    members.put("data", "[" + String.join("," + blank(random), items) + blank(random) + "]");
    if (random.nextBoolean()) {
      members.put("usage", "{\"input_tokens\":" + random.nextInt(9_999) + "}");
    }
    return blank(random) + object(members, random) + blank(random);
  }

  private static Map<String, String> unknownMembers(Random random) {
    Map<String, String> members = new LinkedHashMap<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      members.put("unknown" + count, text(unknown(random, 0)));
    }
    return members;
  }

  private static String object(Map<String, String> members, Random random) {
    List<String> parts = new ArrayList<>();
    members.forEach((name, value) ->
        parts.add(
            blank(random) + "\"" + name + "\"" + blank(random) + ":" + blank(random) + value));
    Collections.shuffle(parts, random);
    return "{" + String.join("," + blank(random), parts) + blank(random) + "}";
  }

  private static Json unknown(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 3 : 5)) {
      case 0 -> new Json.NullValue();
      case 1 -> Json.of(random.nextInt());
      case 2 -> Json.of("a \"quoted\" \\ text, \u00fc\n".repeat(random.nextInt(2_000)));
      case 3 ->
          new Json.ArrayValue(List.of(unknown(random, depth + 1), unknown(random, depth + 1)));
      default -> new Json.ObjectValue(Map.of("b64_json", unknown(random, depth + 1)));
    };
  }

  private static String text(Json value) {
    return new String(new JsonWriter().write(value), UTF_8);
  }

  private static String blank(Random random) {
    return random.nextInt(3) > 0 ? "" : " \t\r\n".substring(random.nextInt(4));
  }
}
