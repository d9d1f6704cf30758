package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.GENERATIONS;
import static dev.easel.sandbox.OpenAiFixture.error;
import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiAccountTest {

  private static final String BODY = "{\"prompt\":\"a\",\"model\":\"gpt-image-1\"}";

  private final OpenAiFixture openAi = new OpenAiFixture();

  @AfterAll
  void stop() {
    openAi.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Key a:b", "Bearer", "Bearer  "})
  void withoutAKeyNothingIsDone(String value) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        openAi.fixture.anonymous(GENERATIONS).POST(BodyPublishers.ofString(BODY));
    if (!value.isEmpty()) {
      request.header("Authorization", value);
    }

    Answer answer = openAi.fixture.send(request);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(error(answer)).isEqualTo("invalid_request_error null null");
    assertThat(text(answer.json(), "error", "message")).startsWith("You didn't provide an API key");
  }

  @Test
  void keyThatSaysSoIsRefusedAndShownByItsEnds() throws IOException, InterruptedException {
    Answer answer =
        openAi.fixture.send(
            openAi
                .fixture
                .anonymous("/v1/models")
                .header("Authorization", "Bearer sk-invalid-abcdefghijkl")
                .GET());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(error(answer)).isEqualTo("invalid_request_error invalid_api_key null");
    assertThat(text(answer.json(), "error", "message"))
        .contains("sk-in***ijkl")
        .doesNotContain("abc");
  }

  @ParameterizedTest
  @CsvSource({
    "moderation_blocked, 400, image_generation_user_error moderation_blocked null",
    "moderation_blocked=output, 400, image_generation_user_error moderation_blocked null",
    "billing_hard_limit_reached, 400, image_generation_user_error billing_hard_limit_reached null",
    "insufficient_quota, 429, insufficient_quota insufficient_quota null",
    "rate_limit_exceeded, 429, input-images rate_limit_exceeded null",
    "organization_unverified, 403, invalid_request_error null null",
    "server_error, 500, server_error null null",
    "image_generation_failed, 500, image_generation_server_error image_generation_failed null",
    "server_is_overloaded, 503, service_unavailable_error server_is_overloaded null",
    "slow_down, 503, service_unavailable_error slow_down null"
  })
  void promptCanAskForAnError(String word, int status, String error)
      throws IOException, InterruptedException {
    Answer answer =
        openAi.post(
            GENERATIONS,
            "{\"prompt\":\"a fox sandbox:%s\",\"model\":\"gpt-image-2\"}".formatted(word));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(error(answer)).isEqualTo(error);
  }

  @Test
  void moderationSaysWhatItFound() throws IOException, InterruptedException {
    Answer answer =
        openAi.post(
            GENERATIONS, "{\"prompt\":\"sandbox:moderation_blocked\",\"model\":\"gpt-image-2\"}");

    assertThat(text(answer.json(), "error", "moderation_details", "moderation_stage"))
        .isEqualTo("input");
    assertThat(text(answer.json(), "error", "message")).contains(answer.header("x-request-id"));
  }

  @Test
  void rateLimitSaysWhenToComeBack() throws IOException, InterruptedException {
    Answer answer =
        openAi.post(
            GENERATIONS, "{\"prompt\":\"sandbox:rate_limit_exceeded\",\"model\":\"gpt-image-2\"}");

    assertThat(answer.header("retry-after")).isEqualTo("12");
    assertThat(answer.header("retry-after-ms")).isEqualTo("12000");
  }

  @Test
  void modelsAreListed() throws IOException, InterruptedException {
    Answer list = openAi.get("/v1/models");

    assertThat(text(list.json(), "object")).isEqualTo("list");
    assertThat(ids(list))
        .contains(
            "gpt-image-1",
            "gpt-image-1-mini",
            "gpt-image-1.5",
            "gpt-image-2",
            "gpt-image-2.5-flare",
            "gpt-image-2.5-sunburst");
    assertThat(list.header("x-request-id")).startsWith("req_");
    Answer one = openAi.get("/v1/models/gpt-image-2");
    assertThat(one.json().members()).containsOnlyKeys("id", "object", "created", "owned_by");
    assertThat(openAi.get("/v1/models/gpt-5").status()).isEqualTo(404);
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws IOException, InterruptedException {
    assertThat(openAi.get("/v1").status()).isEqualTo(404);
    assertThat(openAi.get("/v1/chat/completions").status()).isEqualTo(404);
    assertThat(openAi.get(GENERATIONS).status()).isEqualTo(405);
    assertThat(openAi.post("/v1/models", "{}").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-22, gpt-image-1, 200",
    "2026-10-23, gpt-image-1, 404",
    "2026-11-30, gpt-image-1.5, 200",
    "2026-12-01, gpt-image-1-mini, 404",
    "2026-12-01, gpt-image-2, 200"
  })
  void modelsRetireOnTheirDay(LocalDate day, String model, int status)
      throws IOException, InterruptedException {
    SandboxOptions options =
        SandboxOptions.defaults().withLatency(Duration.ZERO).withRetirement(day);
    try (Sandbox sandbox = Sandbox.start(options);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(sandbox.uri() + GENERATIONS))
              .header("Authorization", "Bearer sk-demo")
              .POST(
                  BodyPublishers.ofString(
                      "{\"prompt\":\"a\",\"model\":\"%s\",\"quality\":\"low\"}".formatted(model)))
              .build();

      Answer answer = new Answer(client.send(request, BodyHandlers.ofString()));

      assertThat(answer.status()).isEqualTo(status);
      if (status == 404) {
        assertThat(error(answer)).isEqualTo("invalid_request_error model_not_found null");
      }
    }
  }

  private static List<String> ids(Answer list) {
    Json.Array data = (Json.Array) list.json().get("data").orElseThrow();
    return data.items().stream().map(item -> text((Json.Struct) item, "id")).toList();
  }
}
