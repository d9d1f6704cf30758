package dev.easel.sandbox.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,-2.50,1e99,\"é\\\"\\n\",true,false,null,{}],\"b\":{\"c\":[]}}",
        "\"text\"",
        "12345678901234567890.125",
        "null"
      })
  void whatIsReadIsWrittenTheSame(String text) throws MalformedJson {
    assertThat(new String(read(text).bytes(), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,",
        "{\"a\"}",
        "{\"a\":}",
        "nul",
        "{} {}",
        "'a'",
        "\"a",
        "]",
        "NaN"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> read(text));
  }

  @Test
  void depthThatWouldExhaustTheStackIsRefused() {
    assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> read("[".repeat(100_000)));
  }

  @Test
  void ofMembersWithTheSameNameTheLastCounts() throws MalformedJson {
    assertThat(read("{\"a\":1,\"a\":2}")).isEqualTo(Json.struct().put("a", 2).build());
  }

  private static Json read(String text) throws MalformedJson {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
