package dev.easel.http.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonStreamTest {
  private static final JsonLimits LIMITS = new JsonLimits(8 << 20, 1 << 12, 16);
  private static final int WINDOW = 64 * 1024;

  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private final WritableByteChannel channel = Channels.newChannel(decoded);

  /** The stream against a reader of whole documents, on documents and pieces made by chance. */
  @RepeatedTest(300)
  void readsTheSameAsAWholeReaderHoweverTheBytesArrive(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] document = new JsonWriter().write(anything(random, 0));
    Json whole = new JsonReader(LIMITS).read(document);
    try (JsonStream json = JsonStream.open(new PiecedSource(document, random), LIMITS)) {
      assertThat(stepped(json, random))
          .as("seed %d", repetition.getCurrentRepetition())
          .isEqualTo(whole);
      json.end();
    }
  }

  /** What one of them refuses, the other does as well. */
  @RepeatedTest(300)
  void refusesWhatAWholeReaderRefuses(RepetitionInfo repetition) throws Exception {
    Random random = new Random(1_000 + repetition.getCurrentRepetition());
    byte[] document = new JsonWriter().write(anything(random, 0));
    for (int damage = 0; damage < 1 + random.nextInt(3); damage++) {
      document[random.nextInt(document.length)] =
          (byte) "{}[],:\"\\ \u0000xe-1\u00ff".charAt(random.nextInt(15));
    }
    byte[] damaged = Arrays.copyOf(document, 1 + random.nextInt(document.length));
    boolean wholeRefuses = catchThrowable(() -> new JsonReader(LIMITS).read(damaged)) != null;
    Throwable streamed =
        catchThrowable(() -> {
          try (JsonStream json = JsonStream.open(new PiecedSource(damaged, random), LIMITS)) {
            stepped(json, random);
            json.end();
          }
        });
    if (streamed != null) {
      assertThat(streamed).isInstanceOf(JsonException.class);
      assertThat(wholeRefuses).as("seed %d", repetition.getCurrentRepetition()).isTrue();
    }
  }

  @RepeatedTest(100)
  void decodesBase64HoweverItArrives(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] bytes = new byte[random.nextInt(300_000)];
    random.nextBytes(bytes);
    String text = Base64.getEncoder().encodeToString(bytes);
    String document = "{\"before\": [1, {}], \"image\": \"" + text + "\", \"after\": null}";
    try (JsonStream json =
        JsonStream.open(new PiecedSource(document.getBytes(UTF_8), random), LIMITS)) {
      assertThat(json.enterObject()).isTrue();
      assertThat(json.nextMember()).contains("before");
      assertThat(json.nextMember()).contains("image");
      assertThat(json.base64(channel, bytes.length)).isTrue();
      assertThat(json.nextMember()).contains("after");
      assertThat(json.base64(channel, 1)).as("null is no text").isFalse();
      assertThat(json.nextMember()).isEmpty();
      json.end();
    }
    assertThat(decoded.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void writesInWindows() throws Exception {
    List<Integer> windows = new ArrayList<>();
    WritableByteChannel noting =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            windows.add(count);
            bytes.position(bytes.limit());
            return count;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    base64("\"" + Base64.getEncoder().encodeToString(new byte[2 * WINDOW + 1]) + "\"", noting);
    assertThat(windows).containsExactly(WINDOW, WINDOW, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUJ\\u0044", "QUI\\/", "QUJDRA", "QUJDRA==", ""})
  void readsEscapesAndMissingPadding(String text) throws Exception {
    base64("\"" + text + "\"", channel);
    String plain = text.replace("\\u0044", "D").replace("\\/", "/");
    String padded = plain + "=".repeat((4 - plain.length() % 4) % 4);
    assertThat(decoded.toByteArray()).isEqualTo(Base64.getDecoder().decode(padded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"QUJ", "\"QUJD", "\"Q\"", "\"QU D!\"", "\"data:x,QUJD\"", "\"\u00fc\""})
  void refusesWhatIsNotBase64(String value) {
    assertThatThrownBy(() -> base64(value, channel)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QU-_", "data:image/png;base64,QU+/", "data:;base64,QU-\\/"})
  void readsTheOtherAlphabetAndDataUrls(String text) throws Exception {
    base64("\"" + text + "\"", channel);
    assertThat(decoded.toByteArray()).isEqualTo(Base64.getDecoder().decode("QU+/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not base64!",
        "Q",
        "QUJDQUJDQUJDQUJD",
        "data:x,QUJD",
        "QUI=QUJD",
        "\\u0141UJD",
        "\\ud83d\\ude00",
        "QU\\q",
        "QU\\u12"
      })
  void goesOnAfterATextThatCannotBeDecoded(String text) throws Exception {
    try (JsonStream json = open("{\"image\": \"" + text + "\", \"a\": 1}")) {
      json.enterObject();
      json.nextMember();
      assertThatThrownBy(() -> json.base64(channel, 6)).isInstanceOf(JsonException.class);
      assertThat(json.nextMember()).contains("a");
      assertThat(json.tree()).isEqualTo(Json.of(1));
      assertThat(json.nextMember()).isEmpty();
      json.end();
    }
  }

  @Test
  void boundsTheBytesOfAText() {
    assertThatThrownBy(
            () -> {
              try (JsonStream json = open("\"QUJDRA==\"")) {
                json.base64(channel, 3);
              }
            })
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("more bytes");
  }

  @Test
  void failureOfTheChannelIsItsOwn() {
    WritableByteChannel broken =
        Channels.newChannel(
            new OutputStream() {
              @Override
              public void write(int single) throws IOException {
                throw new IOException("the disk is full");
              }
            });
    String large = Base64.getEncoder().encodeToString(new byte[3 * WINDOW]);
    assertThatThrownBy(() -> base64("\"" + large + "\"", broken))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
  }

  @Test
  void failureOfTheSourceIsItsOwn() {
    for (int length = 0; length < 12; length++) {
      byte[] some = Arrays.copyOf("{\"a\": \"QUJDQUJD\"}".getBytes(UTF_8), length);
      ByteSource pieces = new PiecedSource(some, new Random(length));
      ByteSource breaking =
          buffer -> {
            int count = pieces.read(buffer);
            if (count < 0) {
              throw new TransportException(
                  TransportException.Reason.BROKEN, true, "the connection broke", null);
            }
            return count;
          };
      assertThatThrownBy(
              () -> {
                try (JsonStream json = JsonStream.open(breaking, LIMITS)) {
                  json.enterObject();
                  json.nextMember();
                  json.base64(channel, 100);
                  json.end();
                }
              })
          .as("after %d bytes", length)
          .isInstanceOf(TransportException.class);
    }
  }

  @Test
  void textsThatNobodyAsksForMayBeOfAnyLength() throws Exception {
    try (JsonStream json = open("{\"long\": \"" + "x".repeat(1 << 20) + "\", \"a\": 1}")) {
      json.enterObject();
      json.nextMember();
      assertThat(json.nextMember()).contains("a");
    }
  }

  @Test
  void textsThatBecomeTreesAreBounded() {
    assertThatThrownBy(
            () -> {
              try (JsonStream json = open("\"" + "x".repeat(5_000) + "\"")) {
                json.tree();
              }
            })
        .isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e99999999999", "[1e2000]", "LARGE", "[\"TEXT\", {}]", "{\"a\": [\"TEXT\"]}"})
  void valuesBeyondReckoningArePassedOver(String given) throws Exception {
    String value =
        given
            .replace("LARGE", "[0" + ",0".repeat(20_000) + "]")
            .replace("TEXT", "\\\"x]".repeat(2_000));
    try (JsonStream json = open("{\"odd\": " + value + ", \"a\": 1}")) {
      json.enterObject();
      json.nextMember();
      assertThat(json.smallTree()).isEmpty();
      assertThat(json.nextMember()).contains("a");
      assertThat(json.smallTree()).contains(Json.of(1));
    }
    try (JsonStream json = open(value)) {
      assertThatThrownBy(json::tree).isInstanceOf(JsonException.class);
    }
  }

  /** All of it is legal, and what follows it may be paid for. */
  enum Odd {
    LONG_NUMBER("7".repeat(1_000_000)),
    LONG_FRACTION("0." + "7".repeat(1_000_000)),
    LONG_NAME("{\"" + "x".repeat(1_000_000) + "\": 1}"),
    LONGER_NUMBER_WITHIN("[" + "7".repeat(2_000_000) + "]"),
    LONGER_NAME_WITHIN("{\"" + "x".repeat(2_000_000) + "\": 1}"),
    LONG_TEXT_WITHIN("{\"x\": \"" + "\\\"}".repeat(700_000) + "\"}"),
    DEEP_ARRAYS("[".repeat(1_000_000) + "]".repeat(1_000_000)),
    DEEP_OBJECTS("{\"x\":".repeat(300_000) + "1" + "}".repeat(300_000)),
    MANY_VALUES("[0" + ",0".repeat(5_000_000) + "]"),
    MANY_NAMES("{\"x\":0" + ",\"x\":0".repeat(2_500_000) + "}");

    private final String value;

    Odd(String value) {
      this.value = value;
    }
  }

  @ParameterizedTest
  @EnumSource(Odd.class)
  void whateverNobodyAsksForIsPassedOver(Odd odd) throws Exception {
    try (JsonStream json = openLarge("{\"odd\": " + odd.value + ", \"a\": 1}")) {
      json.enterObject();
      json.nextMember();
      assertThat(json.nextMember()).contains("a");
      assertThat(json.tree()).isEqualTo(Json.of(1));
      assertThat(json.nextMember()).isEmpty();
      json.end();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Odd.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LONGER_NUMBER_WITHIN", "LONGER_NAME_WITHIN"})
  void whateverIsTooLargeForATreeIsPassedOver(Odd odd) throws Exception {
    String value = "{\"x\": [[" + odd.value + ", 1], 1e2000], \"y\": {}}";
    try (JsonStream json = openLarge("{\"odd\": " + value + ", \"a\": 1}")) {
      json.enterObject();
      json.nextMember();
      assertThat(json.smallTree()).isEmpty();
      assertThat(json.nextMember()).contains("a");
      assertThat(json.tree()).isEqualTo(Json.of(1));
      assertThat(json.nextMember()).isEmpty();
      json.end();
    }
  }

  @Test
  void longNameIsSteppedOn() throws Exception {
    String name = "x".repeat(1_000_000);
    try (JsonStream json = openLarge("{\"" + name + "\": {}, \"a\": 1}")) {
      json.enterObject();
      assertThat(json.nextMember()).contains(name);
      assertThat(json.nextMember()).contains("a");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesThatTheParserHoldsAreBoundedInAll(boolean trees) {
    StringBuilder document = new StringBuilder("[");
    for (int number = 0; number < 20; number++) {
      document.append("{\"").append(number).append("x".repeat(1_000_000)).append("\": 1},");
    }
    document.append("{}]");
    assertThatThrownBy(
            () -> {
              try (JsonStream json = openLarge(document.toString())) {
                json.enterArray();
                while (json.nextElement()) {
                  if (trees) {
                    json.smallTree();
                  } else {
                    json.enterObject();
                    while (json.nextMember().isPresent()) {
                      assertThat(json.atText()).isFalse();
                    }
                  }
                }
              }
            })
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[\"", "{\"a", "[\"\\"})
  void whatIsPassedOverHasAnEnd(String start) {
    for (boolean tree : List.of(true, false)) {
      assertThatThrownBy(
              () -> {
                try (JsonStream json = open("{\"cut\": " + start)) {
                  json.enterObject();
                  json.nextMember();
                  if (tree) {
                    json.smallTree();
                  }
                  json.nextMember();
                }
              })
          .isInstanceOf(JsonException.class);
    }
  }

  @Test
  void documentsAreBounded() {
    JsonLimits small = new JsonLimits(10_000, 100, 4);
    byte[] many = ("[" + "1,".repeat(50_000) + "1]").getBytes(UTF_8);
    assertThatThrownBy(
            () -> {
              try (JsonStream json =
                  JsonStream.open(new PiecedSource(many, new Random(1)), small)) {
                json.end();
              }
            })
        .isInstanceOf(JsonException.class);
  }

  @Test
  void whatIsNoObjectIsNotEntered() throws Exception {
    try (JsonStream json = open("[{\"a\": 1}]")) {
      assertThat(json.enterObject()).isFalse();
      assertThat(json.enterArray()).isTrue();
      assertThat(json.nextElement()).isTrue();
      assertThat(json.enterArray()).isFalse();
      assertThat(json.tree().number("a")).contains(new BigDecimal(1));
      assertThat(json.nextElement()).isFalse();
      json.end();
    }
  }

  @Test
  void emptyDocumentHasNothing() throws Exception {
    try (JsonStream json = open("")) {
      assertThat(json.enterObject()).isFalse();
      assertThatThrownBy(json::tree).isInstanceOf(JsonException.class);
    }
  }

  @Test
  void somethingAfterTheDocumentIsNoted() {
    assertThatThrownBy(
            () -> {
              try (JsonStream json = open("{} {}")) {
                json.end();
              }
            })
        .isInstanceOf(JsonException.class);
  }

  private void base64(String value, WritableByteChannel target) throws Exception {
    try (JsonStream json = open(value)) {
      json.base64(target, 1 << 20);
      json.end();
    }
  }

  private static JsonStream openLarge(String document) throws Exception {
    JsonLimits large = new JsonLimits(64 << 20, 1 << 12, 16);
    return JsonStream.open(new PiecedSource(document.getBytes(UTF_8), new Random(7)), large);
  }

  private static JsonStream open(String document) throws Exception {
    return JsonStream.open(new PiecedSource(document.getBytes(UTF_8), new Random(7)), LIMITS);
  }

  /** The value, stepped into or taken as a tree by chance. */
  private static Json stepped(JsonStream json, Random random) throws Exception {
    if (random.nextInt(3) > 0 && json.enterObject()) {
      Map<String, Json> members = new LinkedHashMap<>();
      for (Optional<String> key = json.nextMember(); key.isPresent(); key = json.nextMember()) {
        members.put(key.get(), stepped(json, random));
      }
      return new Json.ObjectValue(members);
    }
    if (random.nextInt(3) > 0 && json.enterArray()) {
      List<Json> elements = new ArrayList<>();
      while (json.nextElement()) {
        elements.add(stepped(json, random));
      }
      return new Json.ArrayValue(elements);
    }
    return json.tree();
  }

  private static Json anything(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> new Json.NullValue();
      case 1 -> new Json.BooleanValue(random.nextBoolean());
      case 2 -> new Json.NumberValue(BigDecimal.valueOf(random.nextInt(), random.nextInt(12) - 2));
      case 3, 4 -> Json.of(word(random, random.nextBoolean() ? 8 : 2_000));
      case 5 -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int count = random.nextInt(6); count > 0; count--) {
          members.put(count + word(random, 9), anything(random, depth + 1));
        }
        yield new Json.ObjectValue(members);
      }
      default -> {
        List<Json> elements = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
          elements.add(anything(random, depth + 1));
        }
        yield new Json.ArrayValue(elements);
      }
    };
  }

  private static String word(Random random, int longest) {
    StringBuilder word = new StringBuilder();
    for (int count = random.nextInt(longest); count > 0; count--) {
      word.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> 0x1f300 + random.nextInt(0x100);
            case 2 -> 0xa0 + random.nextInt(0x400);
            default -> 0x20 + random.nextInt(0x5f);
          });
    }
    return word.toString();
  }
}
