package dev.easel.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.json.JsonWriter;

final class JsonFuzzTest {
  private final JsonReader reader = new JsonReader(JsonLimits.ANSWER);
  private final JsonWriter writer = new JsonWriter();

  @FuzzTest(maxDuration = "60s")
  void documentIsRefusedOrSurvivesBeingWritten(byte[] input) throws Exception {
    Json document;
    try {
      document = reader.read(input);
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank();
      checkLenient(input);
      return;
    }
    assertThat(reader.readLeniently(input)).isEqualTo(document);
    assertThat(reader.read(writer.write(document))).isEqualTo(document);
  }

  /**
   * What is odd to the strict reader is refused by the lenient one as well, or plain afterwards.
   */
  private void checkLenient(byte[] input) throws Exception {
    Json document;
    try {
      document = reader.readLeniently(input);
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThat(reader.read(writer.write(document))).isEqualTo(document);
  }
}
