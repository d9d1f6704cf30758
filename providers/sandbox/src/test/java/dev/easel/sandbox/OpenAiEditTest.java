package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.EDITS;
import static dev.easel.sandbox.OpenAiFixture.error;
import static dev.easel.sandbox.OpenAiFixture.files;
import static dev.easel.sandbox.OpenAiFixture.image;
import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.OpenAiFixture.Part;
import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.picture.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiEditTest {

  private static final Part PROMPT = Part.text("prompt", "a hat on the fox");
  private static final byte[] SQUARE = image(512, 512, true, Encoding.PNG);

  private final OpenAiFixture openAi = new OpenAiFixture();

  @AfterAll
  void stop() {
    openAi.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "image[]"})
  void formIsUnderstood(String name) throws IOException, InterruptedException {
    Answer answer =
        openAi.edit(
            Part.file(name, SQUARE),
            PROMPT,
            Part.text("n", "2"),
            Part.text("quality", "low"),
            Part.text("size", "1536x1024"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(files(answer)).hasSize(2);
    assertThat(text(answer.json(), "size")).isEqualTo("1536x1024");
    assertThat(text(answer.json(), "usage", "input_tokens_details", "image_tokens"))
        .isEqualTo("194");
    assertThat(text(answer.json(), "usage", "output_tokens")).isEqualTo("800");
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void sizeIsReadFromEveryFormat(Encoding encoding) throws IOException, InterruptedException {
    Answer answer =
        openAi.edit(
            Part.file("image", image(1500, 500, false, encoding)),
            PROMPT,
            Part.text("input_fidelity", "high"));

    // Three tiles, and what a close look at another shape than a square costs.
    assertThat(text(answer.json(), "usage", "input_tokens_details", "image_tokens"))
        .isEqualTo(Integer.toString(65 + 129 * 3 + 6240));
  }

  @Test
  void maskIsTakenAndCounted() throws IOException, InterruptedException {
    Answer answer = openAi.edit(Part.file("image", SQUARE), Part.file("mask", SQUARE), PROMPT);

    assertThat(text(answer.json(), "usage", "input_tokens_details", "image_tokens"))
        .isEqualTo("388");
    assertThat(openAi.fixture.sandbox.ledger().submits().getLast().app())
        .isEqualTo("v1/images/edits/gpt-image-1.5");
  }

  @Test
  void maskHasToFit() throws IOException, InterruptedException {
    Part image = Part.file("image", SQUARE);

    assertThat(error(openAi.edit(image, PROMPT, mask(64, 64, true))))
        .isEqualTo("image_generation_user_error invalid_image mask");
    assertThat(error(openAi.edit(image, PROMPT, mask(512, 512, false))))
        .isEqualTo("image_generation_user_error invalid_image_format mask");
  }

  private static Part mask(int width, int height, boolean alpha) {
    return Part.file("mask", image(width, height, alpha, Encoding.PNG));
  }

  @Test
  void sixteenImagesAreTheMost() throws IOException, InterruptedException {
    Part one = Part.file("image[]", image(64, 64, false, Encoding.PNG));
    List<Part> parts = new ArrayList<>(Collections.nCopies(16, one));
    parts.add(PROMPT);

    assertThat(openAi.edit(parts.toArray(Part[]::new)).status()).isEqualTo(200);
    parts.add(one);
    assertThat(error(openAi.edit(parts.toArray(Part[]::new))))
        .isEqualTo("invalid_request_error array_above_max_length image");
  }

  @Test
  void largeFilesPassAndTooLargeOnesDoNot() throws IOException, InterruptedException {
    byte[] large = Arrays.copyOf(SQUARE, 20 * 1024 * 1024);
    byte[] tooLarge = Arrays.copyOf(SQUARE, 50 * 1024 * 1024 + 1);

    assertThat(openAi.edit(Part.file("image", large), PROMPT).status()).isEqualTo(200);
    assertThat(error(openAi.edit(PROMPT, Part.file("image", tooLarge))))
        .isEqualTo("image_generation_user_error image_too_large image");
  }

  @Test
  void whatIsNotAnImageIsRefused() throws IOException, InterruptedException {
    assertThat(error(openAi.edit(Part.file("image", new byte[100]), PROMPT)))
        .isEqualTo("image_generation_user_error invalid_image_format image");
    assertThat(error(openAi.edit(PROMPT)))
        .isEqualTo("invalid_request_error missing_required_parameter image");
  }

  @ParameterizedTest
  @CsvSource({
    "moderation, low, gpt-image-1, unknown_parameter",
    "image_url, x, gpt-image-1, unknown_parameter",
    "n, two, gpt-image-1, invalid_type",
    "stream, yes, gpt-image-1, invalid_type",
    "input_fidelity, low, gpt-image-1-mini, invalid_input_fidelity_model",
    "input_fidelity, high, gpt-image-2, invalid_input_fidelity_model"
  })
  void fieldOfAFormThatIsWrongIsRefused(String name, String value, String model, String code)
      throws IOException, InterruptedException {
    Answer answer =
        openAi.edit(
            Part.file("image", SQUARE), PROMPT, Part.text("model", model), Part.text(name, value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(error(answer)).contains(" " + code + " " + name);
  }

  @Test
  void brokenFormIsToldFromABrokenConnection() throws IOException, InterruptedException {
    Answer answer =
        openAi.fixture.send(
            openAi
                .request(EDITS)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x\r\nContent-Disposition: form-data; name=\"a")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo("invalid_request_error null null");
  }

  @Test
  void otherContentIsRefused() throws IOException, InterruptedException {
    Answer answer =
        openAi.fixture.send(
            openAi
                .request(EDITS)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("a")));

    assertThat(error(answer)).isEqualTo("invalid_request_error unsupported_content_type null");
  }

  @Test
  void jsonIsUnderstood() throws IOException, InterruptedException {
    String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(SQUARE);

    Answer answer =
        openAi.post(
            EDITS,
            """
            {"prompt":"a","model":"gpt-image-2","size":"1024x640","moderation":"low",
             "images":[{"image_url":"%s"},{"file_id":"file-1"},{"image_url":"%s"}],
             "mask":{"image_url":"%s"}}
            """
                .formatted(data, drawnAtFal(), data));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(text(answer.json(), "size")).isEqualTo("1024x640");
    assertThat(text(answer.json(), "usage", "input_tokens_details", "image_tokens"))
        .isEqualTo(Integer.toString(4 * 194));
  }

  @Test
  void linkToAnUploadIsFollowedAndToNothingIsRefused() throws IOException, InterruptedException {
    Answer initiated =
        openAi.fixture.send(
            openAi
                .fixture
                .request("/storage/upload/initiate")
                .POST(
                    BodyPublishers.ofString(
                        "{\"content_type\":\"image/png\",\"file_name\":\"a.png\"}")));
    String link = initiated.text("file_url");
    String body =
        "{\"prompt\":\"a\",\"model\":\"gpt-image-2\",\"images\":[{\"image_url\":\"%s\"}]}"
            .formatted(link);

    Answer early = openAi.post(EDITS, body);
    openAi.fixture.send(
        openAi
            .fixture
            .anonymous(initiated.text("upload_url"))
            .PUT(BodyPublishers.ofByteArray(SQUARE)));
    Answer late = openAi.post(EDITS, body);

    assertThat(error(early)).endsWith("invalid_image_url images[0].image_url");
    assertThat(late.status()).as(late.body()).isEqualTo(200);
  }

  private String drawnAtFal() throws IOException, InterruptedException {
    Answer result = openAi.fixture.get(openAi.fixture.submit("{\"prompt\":\"a\"}").result());
    Json.Array images = (Json.Array) result.json().get("images").orElseThrow();
    return text((Json.Struct) images.items().getFirst(), "url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"images\":[] | missing_required_parameter images",
        "\"images\":7 | invalid_type images",
        "\"images\":[\"a\"] | invalid_type images[0]",
        "\"images\":[{}] | invalid_value images[0]",
        "\"images\":[{\"image_url\":\"https://a\",\"file_id\":\"b\"}] | invalid_value images[0]",
        "\"images\":[{\"url\":\"https://a\"}] | unknown_parameter images[0].url",
        "\"images\":[{\"image_url\":\"file:///etc\"}] | invalid_image_url images[0].image_url",
        "\"images\":[{\"image_url\":\"https://a.test/b\"}] | invalid_image_url images[0].image_url",
        "\"images\":[{\"image_url\":\"data:image/png;base64,=\"}] | invalid_base64_image"
            + " images[0].image_url",
        "\"images\":[{\"image_url\":\"data:image/png;base64,YQ==\"}] | invalid_image_format"
            + " images[0].image_url",
        "\"image\":\"a\" | unknown_parameter image",
      })
  void imagesInJsonAreChecked(String members, String error)
      throws IOException, InterruptedException {
    Answer answer =
        openAi.post(EDITS, "{\"prompt\":\"a\",\"model\":\"gpt-image-1\",%s}".formatted(members));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(error(answer)).endsWith(error);
  }

  @Test
  void contentMayLookLikeADelimiter() throws IOException, InterruptedException {
    byte[] nearly =
        "\r\n------form-7d4a6f158c\r\n--\r\r\n".repeat(9000).getBytes(StandardCharsets.US_ASCII);
    byte[] file =
        Stream.of(SQUARE, nearly)
            .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::writeBytes, (_, _) -> {})
            .toByteArray();

    assertThat(openAi.edit(Part.file("image", file), PROMPT).status()).isEqualTo(200);
  }
}
