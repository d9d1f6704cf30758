package dev.easel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
