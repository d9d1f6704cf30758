package dev.easel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
  private final JsonReader reader = new JsonReader(new JsonLimits(4_096, 64, 8));

  @Test
  void readsWhatItsWriterWrites() throws JsonException {
    Json read =
        reader.read(
            """
            {"a": [1, 2.50, -3e2, true, false, null], "b": {"c": "ü\\u0000\\n"}, "d": {}}
            """
                .getBytes(UTF_8));
    assertThat(reader.read(new JsonWriter().write(read))).isEqualTo(read);
  }

  @Test
  void looksUpWithoutFailing() throws JsonException {
    Json read = reader.read("{\"a\": \"x\", \"n\": 2, \"l\": [\"y\"]}".getBytes(UTF_8));
    assertThat(read.text("a")).contains("x");
    assertThat(read.text("n")).isEmpty();
    assertThat(read.number("a")).isEmpty();
    assertThat(read.elements("l")).containsExactly(Json.of("y"));
    assertThat(read.elements("missing")).isEmpty();
    assertThat(Json.of(7).text("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,",
        "{\"a\" 1}",
        "{\"a\": 1,}",
        "NaN",
        "{} {}",
        "'a'",
        "{\"a\": 1, \"a\": 2}",
        "[[[[[[[[[[1]]]]]]]]]]",
        "<html></html>"
      })
  void refusesWhatIsNotOneDocumentWithinItsLimits(String text) {
    assertThatThrownBy(() -> reader.read(text.getBytes(UTF_8))).isInstanceOf(JsonException.class);
  }

  @Test
  void refusesALongText() {
    String text = "\"" + "x".repeat(100) + "\"";
    assertThatThrownBy(() -> reader.read(text.getBytes(UTF_8))).isInstanceOf(JsonException.class);
  }

  @Test
  void refusesALongDocument() {
    assertThatThrownBy(() -> reader.read(" ".repeat(5_000).getBytes(UTF_8)))
        .isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e2147483648",
        "-1e-2147483649",
        "[1E+999999999]",
        "{\"cost\": 1e-1001}",
        "12345e1000",
        "0e999999999"
      })
  void refusesANumberThatNobodyCouldReckonWith(String text) {
    assertThatThrownBy(() -> reader.read(text.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1, "a": 2}|{"a":2}
          {"a": {"b": [1, {"c": 2, "c": null}]}, "d": true}|{"a":{"b":[1,{"c":null}]},"d":true}
          [1, 1e2147483648, -1E+99999999999, 3]|[1,null,null,3]
          {"a": 1e-1001, "b": 12345e1000}|{"a":null,"b":null}
          0e999999999|null
          """)
  void readsOddDocumentsAsFarAsTheyCanBeUnderstood(String odd, String plain) throws Exception {
    assertThat(reader.readLeniently(odd.getBytes(UTF_8)))
        .isEqualTo(reader.read(plain.getBytes(UTF_8)));
  }

  @Test
  void longNumberIsReadLenientlyAndRefusedOtherwise() throws Exception {
    JsonReader large = new JsonReader(JsonLimits.ANSWER);
    String digits = "7".repeat(200_000);
    for (String number : List.of(digits, "-0." + digits, "1e" + digits)) {
      byte[] document = ("[" + number + ", 1]").getBytes(UTF_8);
      assertThat(large.readLeniently(document))
          .isEqualTo(new Json.ArrayValue(List.of(new Json.NullValue(), Json.of(1))));
      assertThatThrownBy(() -> large.read(document))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("too large or too fine");
    }
  }

  @Test
  void nameMayBeAsLongAsItsDocument() throws Exception {
    String name = "x".repeat(1_000_000);
    byte[] document = ("{\"" + name + "\": 1, \"url\": \"u\"}").getBytes(UTF_8);
    assertThat(new JsonReader(JsonLimits.ANSWER).readLeniently(document).text("url")).contains("u");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[1,", "{\"a\": 1,}", "NaN", "{} {}", "[1e2000", "<html></html>"})
  void readsNothingLenientlyThatIsNotOneDocument(String text) {
    assertThatThrownBy(() -> reader.readLeniently(text.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void tellsWhereKeysOccurTwice() throws Exception {
    String document = "[{\"a\": [0, {\"b\": 1, \"b\": 2}], \"a\": {\"c\": {}, \"c\": 3}}]";
    assertThat(reader.readDocument(document.getBytes(UTF_8)).duplicateKeys())
        .containsExactly("[0].a[1].b", "[0].a.c", "[0].a");
  }

  @Test
  void neverQuotesTheDocument() {
    assertThatThrownBy(() -> reader.read("{\"a\": topsecret}".getBytes(UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void failsInNoOtherWayOnDamagedDocuments() {
    Random random = new Random(20261120);
    byte[] document = "{\"images\": [{\"url\": \"https://a/b\", \"n\": 1.5e3}]}".getBytes(UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = document.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        assertThat(reader.read(damaged)).isNotNull();
      } catch (JsonException e) {
        assertThat(e.problem()).isNotBlank();
      }
    }
  }
}
