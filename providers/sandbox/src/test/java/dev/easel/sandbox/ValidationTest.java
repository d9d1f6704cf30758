package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationTest {

  private static final String V1 = "fal-ai/gpt-image-1/text-to-image";
  private static final String MINI = "fal-ai/gpt-image-1-mini";
  private static final String V15 = "fal-ai/gpt-image-1.5";

  private final Fixture fal = new Fixture(Duration.ZERO);

  @AfterAll
  void stop() {
    fal.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        V1 + " | image_size | auto 1024x1024 1536x1024 1024x1536",
        V1 + " | background | auto transparent opaque",
        V1 + " | quality    | auto low medium high",
        V1 + " | output_format | png jpeg webp",
        MINI + " | image_size | auto 1024x1024 1536x1024 1024x1536",
        MINI + " | background | auto transparent opaque",
        MINI + " | quality    | auto low medium high",
        MINI + " | output_format | png jpeg webp",
        V15 + " | image_size | 1024x1024 1536x1024 1024x1536",
        V15 + " | background | auto transparent opaque",
        V15 + " | quality    | low medium high",
        V15 + " | output_format | png jpeg webp",
      })
  void everyWordOfTheModelPageIsTaken(String app, String field, String words)
      throws IOException, InterruptedException {
    for (String word : List.of(words.split(" ", -1))) {
      Answer answer = fal.post(app, "{\"prompt\":\"a\",\"%s\":\"%s\"}".formatted(field, word));

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        V1 + " | image_size | \"2048x2048\" | literal_error",
        V1 + " | image_size | 3 | literal_error",
        V1 + " | background | \"green\" | literal_error",
        V1 + " | quality | \"hd\" | literal_error",
        V1 + " | quality | null | literal_error",
        V1 + " | num_images | 0 | greater_than_equal",
        V1 + " | num_images | 5 | less_than_equal",
        V1 + " | num_images | -1e400 | greater_than_equal",
        V1 + " | num_images | 1e999999999 | less_than_equal",
        V1 + " | num_images | 1.5 | int_from_float",
        V1 + " | num_images | \"many\" | int_parsing",
        V1 + " | num_images | null | int_type",
        V1 + " | num_images | [1] | int_type",
        V1 + " | output_format | \"gif\" | literal_error",
        V1 + " | sync_mode | \"maybe\" | bool_parsing",
        V1 + " | sync_mode | 2 | bool_parsing",
        V1 + " | sync_mode | null | bool_type",
        V1 + " | prompt | 7 | string_type",
        V1 + " | prompt | null | string_type",
        V15 + " | image_size | \"auto\" | literal_error",
        V15 + " | quality | \"auto\" | literal_error",
        MINI + " | quality | \"xhigh\" | literal_error",
      })
  void whatTheModelPageDoesNotKnowIsRefused(String app, String field, String value, String type)
      throws IOException, InterruptedException {
    String prompt = field.equals("prompt") ? "" : "\"prompt\":\"a\",";

    Answer answer = fal.post(app, "{%s\"%s\":%s}".formatted(prompt, field, value));

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.header("X-Fal-Retryable")).isEqualTo("false");
    assertThat(problems(answer)).containsExactly("body." + field + " " + type);
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws IOException, InterruptedException {
    Answer answer =
        fal.post(
            V15,
            """
            {"image_size":"auto","background":1,"quality":"auto","num_images":9,
             "output_format":"bmp","sync_mode":"x"}
            """);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(problems(answer))
        .containsExactlyInAnyOrder(
            "body.prompt missing",
            "body.image_size literal_error",
            "body.background literal_error",
            "body.quality literal_error",
            "body.num_images less_than_equal",
            "body.output_format literal_error",
            "body.sync_mode bool_parsing");
  }

  @Test
  void problemNamesBoundInputAndPage() throws IOException, InterruptedException {
    Answer answer = fal.post(V1, "{\"prompt\":\"a\",\"num_images\":9}");

    assertThat(answer.body())
        .isEqualTo(
            "{\"detail\":[{\"loc\":[\"body\",\"num_images\"],\"msg\":\"Input should be less than or"
                + " equal to 4\",\"type\":\"less_than_equal\","
                + "\"url\":\"https://docs.fal.ai/errors/#less_than_equal\","
                + "\"ctx\":{\"le\":4},\"input\":9}]}");
  }

  @Test
  void transparentJpegIsRefused() throws IOException, InterruptedException {
    Answer answer =
        fal.post(
            V1, "{\"prompt\":\"a\",\"background\":\"transparent\",\"output_format\":\"jpeg\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(problems(answer)).containsExactly("body.background feature_not_supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\":\"a\",\"seed\":7,\"input_fidelity\":\"high\"}",
        "{\"prompt\":\"a\",\"num_images\":\"2\",\"sync_mode\":\"off\"}",
        "{\"prompt\":\"a\",\"num_images\":2.0,\"sync_mode\":0}",
        "{\"prompt\":\"a\",\"num_images\":true}",
        "{\"prompt\":\"\"}"
      })
  void whatPydanticLetsPassIsTaken(String body) throws IOException, InterruptedException {
    assertThat(fal.post(V1, body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "- | body missing",
        "{ | body.1 json_invalid",
        "{\"prompt\": | body.10 json_invalid",
        "[] | body model_attributes_type",
        "\"a\" | body model_attributes_type",
        "null | body model_attributes_type",
      })
  void bodyThatIsNoObjectIsRefused(@Nullable String body, String problem)
      throws IOException, InterruptedException {
    Answer answer = fal.post(V1, body == null ? "" : body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(problems(answer)).containsExactly(problem);
  }

  @Test
  void bodyBeyondTheLimitIsRefused() throws IOException, InterruptedException {
    String prompt = "x".repeat(8 * 1024 * 1024);

    Answer answer = fal.post(V1, "{\"prompt\":\"%s\"}".formatted(prompt));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("error_type")).isEqualTo("bad_request");
  }

  @Test
  void hugeInputsAreNotEchoed() throws IOException, InterruptedException {
    String word = "x".repeat(1024 * 1024);

    Answer answer = fal.post(V1, "{\"prompt\":\"a\",\"quality\":\"%s\"}".formatted(word));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).hasSizeLessThan(1000);
  }

  private static List<String> problems(Answer answer) {
    Json detail = answer.json().get("detail").orElseThrow();
    return ((Json.Array) detail).items().stream().map(ValidationTest::problem).toList();
  }

  private static String problem(Json problem) {
    Json.Struct struct = (Json.Struct) problem;
    List<String> location =
        ((Json.Array) struct.get("loc").orElseThrow())
            .items().stream().map(ValidationTest::word).toList();
    return String.join(".", location) + " " + word(struct.get("type").orElseThrow());
  }

  private static String word(Json json) {
    return switch (json) {
      case Json.Text(String value) -> value;
      case Json.Numeral(String literal) -> literal;
      case Json.Flag _, Json.Null _, Json.Array _, Json.Struct _ -> throw new AssertionError(json);
    };
  }
}
