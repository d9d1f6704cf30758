package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.GENERATIONS;
import static dev.easel.sandbox.OpenAiFixture.error;
import static dev.easel.sandbox.OpenAiFixture.files;
import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.seller.Ledger;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiGenerationTest {

  private static final String APP = GENERATIONS.substring(1);

  private final OpenAiFixture openAi = new OpenAiFixture();

  @AfterAll
  void stop() {
    openAi.close();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-image-1, auto, auto, auto, 1024, 1024, high, opaque, 4160",
    "gpt-image-1, 1536x1024, low, opaque, 1536, 1024, low, opaque, 400",
    "gpt-image-1-mini, 1024x1536, medium, auto, 1024, 1536, medium, opaque, 1584",
    "gpt-image-1.5, 1024x1024, low, transparent, 1024, 1024, low, transparent, 272",
    "gpt-image-1.5-2025-12-16, 1536x1024, high, auto, 1536, 1024, high, opaque, 6208",
    "gpt-image-2, 1024x640, high, auto, 1024, 640, high, opaque, 3824",
    "gpt-image-2, auto, low, auto, 1024, 1024, low, opaque, 196",
    "gpt-image-2.5-flare, auto, xhigh, auto, 1024, 1024, xhigh, opaque, 3122",
    "gpt-image-2, 1024x1536, low, auto, 1024, 1536, low, opaque, 158",
    "gpt-image-2.5-sunburst-2026-09-08, 1280x720, max, auto, 1280, 720, max, opaque, 3787"
  })
  void answerIsWhatWasAskedForResolved(
      String model,
      String size,
      String quality,
      String background,
      int width,
      int height,
      String resolvedQuality,
      String resolvedBackground,
      int tokens)
      throws IOException, InterruptedException {
    Answer answer =
        openAi.post(
            GENERATIONS,
            """
            {"prompt":"a fox","model":"%s","size":"%s","quality":"%s","background":"%s"}
            """
                .formatted(model, size, quality, background));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().members())
        .containsOnlyKeys(
            "created", "background", "output_format", "size", "quality", "data", "usage");
    assertThat(text(answer.json(), "size")).isEqualTo(width + "x" + height);
    assertThat(text(answer.json(), "quality")).isEqualTo(resolvedQuality);
    assertThat(text(answer.json(), "background")).isEqualTo(resolvedBackground);
    assertThat(text(answer.json(), "output_format")).isEqualTo("png");
    assertThat(text(answer.json(), "created"))
        .isEqualTo(Long.toString(openAi.fixture.clock.instant().getEpochSecond()));
    assertThat(text(answer.json(), "usage", "output_tokens")).isEqualTo(Integer.toString(tokens));
    assertThat(text(answer.json(), "usage", "input_tokens_details", "image_tokens")).isEqualTo("0");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(files(answer).getFirst()));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(image.getColorModel().hasAlpha())
        .isEqualTo(resolvedBackground.equals("transparent"));
  }

  @Test
  void everyImageIsItsOwnAndCounted() throws IOException, InterruptedException {
    Answer answer = openAi.generate(",\"n\":3,\"output_format\":\"jpeg\",\"quality\":\"low\"");

    List<byte[]> files = files(answer);
    assertThat(files).hasSize(3).doesNotHaveDuplicates();
    assertThat(files).allSatisfy(file -> assertThat(file).startsWith(0xFF, 0xD8, 0xFF));
    assertThat(text(answer.json(), "usage", "output_tokens")).isEqualTo("816");
    assertThat(text(answer.json(), "usage", "input_tokens")).isEqualTo("2");
    assertThat(text(answer.json(), "usage", "total_tokens")).isEqualTo("818");
  }

  @Test
  void webpComesAsWebp() throws IOException, InterruptedException {
    Answer answer =
        openAi.generate(
            ",\"output_format\":\"webp\",\"output_compression\":80,\"background\":\"transparent\"");

    assertThat(files(answer).getFirst()).startsWith('R', 'I', 'F', 'F');
    assertThat(text(answer.json(), "output_format")).isEqualTo("webp");
  }

  @Test
  void headersTellWhoWhatAndHowMuchIsLeft() throws IOException, InterruptedException {
    Answer answer = openAi.generate("");

    assertThat(answer.header("x-request-id")).matches("req_[0-9a-f]{32}");
    assertThat(answer.header("openai-processing-ms")).isEqualTo("0");
    assertThat(answer.header("openai-version")).isEqualTo("2020-10-01");
    assertThat(answer.header("x-ratelimit-limit-requests")).isEqualTo("10000");
    assertThat(Integer.parseInt(answer.header("x-ratelimit-remaining-input-images")))
        .isBetween(200, 249);
    assertThat(answer.header("x-ratelimit-reset-requests")).isEqualTo("60s");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"n\":0 | invalid_request_error integer_below_min_value n",
        "\"n\":11 | invalid_request_error integer_above_max_value n",
        "\"n\":\"2\" | invalid_request_error invalid_type n",
        "\"n\":1.5 | invalid_request_error invalid_type n",
        "\"size\":\"512x512\" | invalid_request_error invalid_value size",
        "\"size\":\"1280x720\" | invalid_request_error invalid_value size",
        "\"size\":7 | invalid_request_error invalid_type size",
        "\"quality\":\"hd\" | invalid_request_error invalid_value quality",
        "\"quality\":\"xhigh\" | invalid_request_error invalid_value quality",
        "\"background\":\"green\" | invalid_request_error invalid_value background",
        "\"output_format\":\"gif\" | invalid_request_error invalid_value output_format",
        "\"moderation\":\"high\" | invalid_request_error invalid_value moderation",
        "\"stream\":\"true\" | invalid_request_error invalid_type stream",
        "\"partial_images\":4 | invalid_request_error integer_above_max_value partial_images",
        "\"response_format\":\"url\" | invalid_request_error unknown_parameter response_format",
        "\"style\":\"vivid\" | invalid_request_error unknown_parameter style",
        "\"input_fidelity\":\"low\" | invalid_request_error unknown_parameter input_fidelity",
        "\"output_compression\":101 | invalid_request_error integer_above_max_value"
            + " output_compression",
        "\"output_compression\":50 | image_generation_user_error invalid_png_output_compression"
            + " output_compression",
        "\"background\":\"transparent\",\"output_format\":\"jpeg\" | image_generation_user_error"
            + " invalid_value background",
      })
  void optionOutOfRangeIsRefused(String members, String error)
      throws IOException, InterruptedException {
    Answer answer = openAi.generate("," + members);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo(error);
    assertThat(answer.header("x-request-id")).startsWith("req_");
  }

  @ParameterizedTest
  @CsvSource({
    "1024x1000, multiples of 16",
    "3856x1600, longer than 3840",
    "3840x1264, ratio",
    "512x512, 655360",
    "3840x3840, 8294400"
  })
  void freeSizesHaveARule(String size, String words) throws IOException, InterruptedException {
    Answer answer =
        openAi.post(
            GENERATIONS,
            "{\"prompt\":\"a\",\"model\":\"gpt-image-2\",\"size\":\"%s\"}".formatted(size));

    assertThat(error(answer)).isEqualTo("invalid_request_error invalid_value size");
    assertThat(text(answer.json(), "error", "message")).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"gpt-image-1\"} | 400 | invalid_request_error missing_required_parameter"
            + " prompt",
        "{\"model\":\"gpt-image-1\",\"prompt\":null} | 400 | invalid_request_error"
            + " missing_required_parameter prompt",
        "{\"prompt\":\"a\"} | 404 | invalid_request_error model_not_found null",
        "{\"prompt\":\"a\",\"model\":\"gpt-image-9\"} | 404 | invalid_request_error model_not_found"
            + " null",
        "{\"prompt\": | 400 | invalid_request_error null null",
        "[] | 400 | invalid_request_error null null",
      })
  void requestThatIsNotInOrderIsRefused(String body, int status, String error)
      throws IOException, InterruptedException {
    Answer answer = openAi.post(GENERATIONS, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(error(answer)).isEqualTo(error);
  }

  @Test
  void promptHasALimit() throws IOException, InterruptedException {
    Answer answer =
        openAi.post(
            GENERATIONS,
            "{\"model\":\"gpt-image-1\",\"prompt\":\"%s\"}".formatted("x".repeat(32_001)));

    assertThat(error(answer)).isEqualTo("invalid_request_error string_above_max_length prompt");
  }

  @Test
  void everyRequestIsInTheLedger() throws IOException, InterruptedException {
    try (OpenAiFixture own = new OpenAiFixture()) {
      String taken = own.generate("").header("x-request-id");
      String refused = own.generate(",\"n\":0").header("x-request-id");
      String anonymous =
          own.fixture
              .send(own.fixture.anonymous(GENERATIONS).POST(BodyPublishers.ofString("{}")))
              .header("x-request-id");

      assertThat(own.fixture.sandbox.ledger().submits())
          .extracting(
              Ledger.Submit::app,
              Ledger.Submit::requestId,
              Ledger.Submit::prompt,
              Ledger.Submit::outcome)
          .containsExactly(
              tuple(APP + "/gpt-image-1.5", taken, "a fox", Ledger.Outcome.ACCEPTED),
              tuple(APP + "/gpt-image-1.5", refused, "a fox", Ledger.Outcome.REJECTED),
              tuple(APP, anonymous, null, Ledger.Outcome.REJECTED));
    }
  }
}
