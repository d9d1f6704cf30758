package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.OpenAiFixture.Part;
import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.picture.Encoding;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LumenfallTest {

  private static final String BASE = "/lumenfall/openai/v1";
  private static final String GENERATIONS = BASE + "/images/generations";
  private static final String EDITS = BASE + "/images/edits";

  private final Fixture fixture = new Fixture(Duration.ZERO);

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void imagesComeAsLinksThatLastAnHour() throws IOException, InterruptedException {
    Answer answer = generate("\"n\":2,\"model\":\"gpt-image-1\"");

    assertThat(answer.status()).isEqualTo(200);
    List<Json.Struct> items = items(answer);
    assertThat(items).hasSize(2);
    assertThat(items.getFirst().members()).containsOnlyKeys("url", "revised_prompt", "size");
    String url = text(items.getLast(), "url");
    assertThat(url).startsWith(fixture.sandbox.uri() + "/lumenfall/media/");
    byte[] file = fixture.send(fixture.anonymous(url), BodyHandlers.ofByteArray()).body();
    assertThat(file).startsWith(0x89, 'P', 'N', 'G');
    fixture.clock.advance(Duration.ofMinutes(59));
    assertThat(fixture.get(url).status()).isEqualTo(200);
    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(fixture.get(url).status()).isEqualTo(404);
  }

  @Test
  void answerTellsWhoDrewAndAtWhatPrice() throws IOException, InterruptedException {
    Answer answer = generate("\"model\":\"gpt-image-1\",\"quality\":\"medium\"");

    assertThat(text(answer.json(), "size")).isEqualTo("1024x1024");
    assertThat(text(answer.json(), "metadata", "executed_model")).isEqualTo("openai/gpt-image-1");
    assertThat(text(answer.json(), "metadata", "provider_name")).isEqualTo("OpenAI");
    // Two tokens of text at 5 dollars a million, 1,056 of images at 40.
    assertThat(text(answer.json(), "metadata", "cost")).isEqualTo("0.042250");
    assertThat(text(answer.json(), "metadata", "cost_currency")).isEqualTo("USD");
    assertThat(answer.header("X-Lumenfall-Provider")).isEqualTo("openai");
    assertThat(answer.header("X-Lumenfall-Model")).isEqualTo("gpt-image-1");
    assertThat(answer.header("X-Lumenfall-Request-Id")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a fox, fal/gpt-image-1, fal, succeeded",
    "a fox sandbox:rerouted, gpt-image-1, fal, failed",
    "a fox, openai/gpt-image-1, openai, succeeded"
  })
  void modelMayBePinnedOrRerouted(String prompt, String model, String provider, String first)
      throws IOException, InterruptedException {
    Answer answer =
        post(GENERATIONS, "{\"prompt\":\"" + prompt + "\",\"model\":\"" + model + "\"}");

    assertThat(text(answer.json(), "metadata", "provider")).isEqualTo(provider);
    assertThat(text(answer.json(), "metadata", "model")).isEqualTo("gpt-image-1");
    Json.Struct metadata = (Json.Struct) answer.json().get("metadata").orElseThrow();
    Json.Array attempts = (Json.Array) metadata.get("attempts").orElseThrow();
    assertThat(text((Json.Struct) attempts.items().getFirst(), "status")).isEqualTo(first);
    assertThat(text((Json.Struct) attempts.items().getLast(), "status")).isEqualTo("succeeded");
  }

  @ParameterizedTest
  @CsvSource({
    "\"quality\":\"hd\",1024x1024",
    "\"size\":\"16:9\",1536x1024",
    "\"aspect_ratio\":\"2:3\",1024x1536",
    "\"guidance_scale\":3,1024x1024"
  })
  void wordsAreConvertedOrPassedOn(String member, String size)
      throws IOException, InterruptedException {
    Answer answer =
        generate("\"model\":\"gpt-image-1\",\"response_format\":\"b64_json\"," + member);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer.json(), "size")).isEqualTo(size);
    assertThat(OpenAiFixture.files(answer).getFirst()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(items(answer).getFirst().get("url")).isEmpty();
  }

  @Test
  void editIsAForm() throws IOException, InterruptedException {
    byte[] image = OpenAiFixture.image(64, 64, true, Encoding.PNG);

    Answer form =
        fixture.send(
            OpenAiFixture.form(
                request(EDITS),
                Part.text("prompt", "a fox"),
                Part.text("model", "gpt-image-1.5"),
                Part.text("response_format", "b64_json"),
                Part.file("image[]", image),
                Part.file("mask", image)));
    Answer json = post(EDITS, "{\"prompt\":\"a\",\"model\":\"gpt-image-1.5\",\"images\":[]}");

    assertThat(form.status()).isEqualTo(200);
    assertThat(OpenAiFixture.files(form)).hasSize(1);
    assertThat(error(json)).isEqualTo("400 invalid_request_error INVALID_REQUEST");
  }

  @Test
  void dryRunTellsThePriceAndBuysNothing() throws IOException, InterruptedException {
    Answer answer =
        post(
            GENERATIONS + "?dryRun=true",
            "{\"prompt\":\"a fox\",\"model\":\"gpt-image-1\",\"quality\":\"medium\",\"n\":2}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer.json(), "total_cost_micros")).isEqualTo("84490");
    assertThat(text(answer.json(), "currency")).isEqualTo("USD");
    assertThat(text(answer.json(), "provider")).isEqualTo("openai");
    assertThat(fixture.sandbox.ledger().count()).isZero();
  }

  @Test
  void dryRunIsRefusedAsTheRunWouldBe() throws IOException, InterruptedException {
    Answer answer =
        post(GENERATIONS + "?dryRun=true", "{\"prompt\":\"a fox\",\"model\":\"gpt-image-0\"}");

    assertThat(error(answer)).isEqualTo("404 invalid_request_error MODEL_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "insufficient_balance, 402 billing_error INSUFFICIENT_BALANCE",
    "insufficient_quota, 402 billing_error INSUFFICIENT_BALANCE",
    "content_policy_violation, 400 invalid_request_error CONTENT_POLICY_VIOLATION",
    "moderation_blocked, 400 invalid_request_error CONTENT_POLICY_VIOLATION",
    "model_disabled, 404 invalid_request_error MODEL_DISABLED",
    "rate_limited, 429 rate_limit_error RATE_LIMITED",
    "rate_limit_exceeded, 429 rate_limit_error RATE_LIMITED",
    "all_providers_exhausted, 502 api_error ALL_PROVIDERS_EXHAUSTED",
    "upstream_error, 502 api_error UPSTREAM_ERROR",
    "status=503, 503 api_error UPSTREAM_ERROR"
  })
  void errorsHaveCodesInCapitals(String word, String expected)
      throws IOException, InterruptedException {
    Answer answer =
        post(GENERATIONS, "{\"prompt\":\"sandbox:" + word + "\",\"model\":\"gpt-image-1\"}");

    assertThat(error(answer)).isEqualTo(expected);
    Json.Struct error = (Json.Struct) answer.json().get("error").orElseThrow();
    assertThat(error.members()).containsOnlyKeys("message", "type", "code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Key a:b", "Bearer sk-openai", "Bearer lmnfl_half", "Bearer lmnfl_invalid.x"})
  void wrongKeysAreRefused(String value) throws IOException, InterruptedException {
    HttpRequest.Builder request = fixture.anonymous(BASE + "/models");
    if (!value.isEmpty()) {
      request.header("Authorization", value);
    }

    Answer answer = fixture.send(request);

    assertThat(error(answer)).isEqualTo("401 authentication_error AUTHENTICATION_FAILED");
  }

  @Test
  void modelsAreListed() throws IOException, InterruptedException {
    assertThat(fixture.send(request(BASE + "/models")).body()).contains("gpt-image-2.5-flare");
    assertThat(fixture.send(request(BASE + "/models/gpt-image-1.5")).status()).isEqualTo(200);
    assertThat(error(fixture.send(request(BASE + "/models/none"))))
        .isEqualTo("404 invalid_request_error MODEL_NOT_FOUND");
  }

  @Test
  void faultByHeaderSpeaksLikeTheSeller() throws IOException, InterruptedException {
    Answer answer = fixture.send(request(GENERATIONS).header("X-Sandbox-Fault", "status=502"));

    assertThat(error(answer)).isEqualTo("502 server_error UPSTREAM_ERROR");
  }

  private Answer generate(String members) throws IOException, InterruptedException {
    return post(GENERATIONS, "{\"prompt\":\"a fox\"," + members + "}");
  }

  private Answer post(String path, String json) throws IOException, InterruptedException {
    return fixture.send(request(path).POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return fixture.anonymous(path).header("Authorization", "Bearer lmnfl_id.secret");
  }

  private static List<Json.Struct> items(Answer answer) {
    Json.Array data = (Json.Array) answer.json().get("data").orElseThrow();
    return data.items().stream().map(Json.Struct.class::cast).toList();
  }

  private static String error(Answer answer) {
    return answer.status()
        + " "
        + text(answer.json(), "error", "type")
        + " "
        + text(answer.json(), "error", "code");
  }
}
