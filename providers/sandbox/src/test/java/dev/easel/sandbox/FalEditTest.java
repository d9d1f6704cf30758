package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FalEditTest {

  private static final String CANARY = "sk-canary-0123456789abcdef";
  private static final String URL = "https://files.test/a.png";

  private final Fixture fal = new Fixture(Duration.ZERO);

  @AfterAll
  void stop() {
    fal.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fal-ai/gpt-image-1/edit-image | \"input_fidelity\":\"low\",\"image_size\":\"1536x1024\""
            + " | 1536 | 1024",
        "fal-ai/gpt-image-1-mini/edit | \"background\":\"transparent\" | 1024 | 1024",
        "fal-ai/gpt-image-1.5/edit | \"mask_image_url\":\"https://files.test/m.png\","
            + "\"image_size\":\"auto\",\"quality\":\"low\" | 1024 | 1024",
        "openai/gpt-image-2/edit | \"mask_url\":\"data:image/png;base64,aaaa\" | 1024 | 1024",
        "openai/gpt-image-2/edit | \"image_size\":\"portrait_16_9\" | 576 | 1024",
        "openai/gpt-image-2/edit | \"image_size\":{\"width\":1280,\"height\":720} | 1280 | 720",
        "fal-ai/gpt-image-1/edit-image/byok | \"openai_api_key\":\"sk-canary\",\"num_images\":2"
            + " | 1024 | 1024",
      })
  void editGivesAnImage(String app, String members, int width, int height)
      throws IOException, InterruptedException {
    Submitted submitted =
        fal.submit(
            app, "{\"prompt\":\"a hat\",\"image_urls\":[\"%s\"],%s}".formatted(URL, members));

    assertThat(fal.get(submitted.result()).body())
        .contains("\"width\":" + width + ",\"height\":" + height)
        .contains("\"content_type\":\"image/png\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fal-ai/gpt-image-1/text-to-image/byok | \"openai_api_key\":\"sk-canary\" | 1024",
        "openai/gpt-image-2 | \"quality\":\"auto\" | 768",
        "openai/gpt-image-2 | \"image_size\":\"square_hd\" | 1024",
        "openai/gpt-image-2 | \"image_size\":{\"width\":3840,\"height\":2160} | 2160",
      })
  void textGivesAnImage(String app, String members, int height)
      throws IOException, InterruptedException {
    Submitted submitted = fal.submit(app, "{\"prompt\":\"a fox\",%s}".formatted(members));

    assertThat(fal.get(submitted.result()).body()).contains("\"height\":" + height);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fal-ai/gpt-image-1.5/edit | \"a\":1 | missing",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":\"https://a.test\" | list_type",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":[] | sequence_too_short",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":[7] | string_type",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":[\"ftp://a.test\"] | file_download_error",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":[\"data:text/plain,a\"] | image_load_error",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":[\"https://a.test\"],\"mask_image_url\":7"
            + " | string_type",
        "fal-ai/gpt-image-1.5/edit | \"image_urls\":[\"https://a.test\"],\"quality\":\"auto\""
            + " | literal_error",
        "fal-ai/gpt-image-1/edit-image | \"image_urls\":[\"https://a.test\"],\"input_fidelity\":1"
            + " | literal_error",
        "fal-ai/gpt-image-1/edit-image/byok | \"image_urls\":[\"https://a.test\"] | missing",
        "openai/gpt-image-2 | \"image_size\":\"1024x1024\" | enum",
        "openai/gpt-image-2 | \"image_size\":{\"width\":1024} | missing",
        "openai/gpt-image-2 | \"image_size\":{\"width\":1000,\"height\":1024} | value_error",
        "openai/gpt-image-2 | \"image_size\":{\"width\":512,\"height\":512} | value_error",
        "openai/gpt-image-2 | \"image_size\":{\"width\":3200,\"height\":1024} | value_error",
        "openai/gpt-image-2 | \"image_size\":{\"width\":4096,\"height\":2048} | value_error",
      })
  void whatTheEndpointDoesNotTakeIsRefused(String app, String members, String type)
      throws IOException, InterruptedException {
    Answer answer = fal.post(app, "{\"prompt\":\"a\",%s}".formatted(members));

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"type\":\"" + type + "\"");
  }

  @Test
  void sixteenSourcesAreTheMost() throws IOException, InterruptedException {
    String urls = ("\"" + URL + "\",").repeat(17);

    Answer answer =
        fal.post(
            "openai/gpt-image-2/edit",
            "{\"prompt\":\"a\",\"image_urls\":[%s]}"
                .formatted(urls.substring(0, urls.length() - 1)));

    assertThat(answer.body()).contains("sequence_too_long").contains("\"max_length\":16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"openai_api_key\":\"" + CANARY + "\"",
        "\"prompt\":\"a\",\"quality\":9,\"openai_api_key\":\"" + CANARY + "\"",
        "\"prompt\":\"a\",\"openai_api_key\":{\"a\":\"" + CANARY + "\"}",
        "\"prompt\":\"a\",\"openai_api_key\":\"" + CANARY + "\",\"quality\":\"" + CANARY + "\"",
        "\"prompt\":\"my key is " + CANARY + "\",\"openai_api_key\":\"" + CANARY + "\"",
        "\"prompt\":\"a\",\"openai_api_key\":\"" + CANARY + "\"",
      })
  void keyIsNeverShown(String members) throws IOException, InterruptedException {
    for (String app :
        new String[] {"fal-ai/gpt-image-1/text-to-image/byok", "fal-ai/gpt-image-1.5/edit"}) {
      Answer answer = fal.post(app, "{%s}".formatted(members));

      assertThat(answer.body()).doesNotContain(CANARY);
      if (answer.status() == 200) {
        Submitted submitted = new Submitted(answer);
        assertThat(fal.get(submitted.status() + "?logs=1").body()).doesNotContain(CANARY);
        assertThat(fal.get(submitted.result()).body()).doesNotContain(CANARY);
      }
    }
    assertThat(fal.get("/sandbox/ledger").body()).doesNotContain(CANARY);
    assertThat(
            fal.get(
                    "/platform/v1/models/requests/by-endpoint?expand=payloads&endpoint_id="
                        + "fal-ai/gpt-image-1/text-to-image/byok")
                .body())
        .doesNotContain(CANARY);
  }

  @Test
  void keyThatSaysSoIsRefusedByTheModel() throws IOException, InterruptedException {
    Submitted submitted =
        fal.submit(
            "fal-ai/gpt-image-1/text-to-image/byok",
            "{\"prompt\":\"a\",\"openai_api_key\":\"sk-invalid-0123456789\"}");

    Answer result = fal.get(submitted.result());

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.body()).contains("downstream_service_error").doesNotContain("sk-invalid");
  }
}
