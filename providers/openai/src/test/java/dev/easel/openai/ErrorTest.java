package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.UnknownCodes;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Prepared;
import dev.easel.spi.Priority;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.spi.Secret;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorTest {
  /** OpenAI's own errors, then Lumenfall's, Azure's, and what a machine before them may say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400|{"error":{"message":"m","type":"invalid_request_error","param":"size","code":"invalid_value"}}|REFUSED|REQUEST_REJECTED|false
          400|{"error":{"message":"m","type":"invalid_request_error","param":"n","code":null}}|REFUSED|REQUEST_REJECTED|false
          400|{"error":{"message":"m","type":"invalid_request_error","param":"x","code":"unknown_parameter"}}|REFUSED|REQUEST_REJECTED|false
          400|{"error":{"message":"m","code":"moderation_blocked","moderation_details":{"moderation_stage":"input"}}}|REFUSED|CONTENT_BLOCKED_INPUT|false
          400|{"error":{"message":"m","code":"moderation_blocked"}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          400|{"error":{"message":"m","code":"moderation_blocked","moderation_details":{"moderation_stage":"unknown"}}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          400|{"error":{"message":"m","code":"moderation_blocked","moderation_details":{"moderation_stage":"output"}}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_OUTPUT|false
          400|{"error":{"message":"m","type":"image_generation_user_error","code":"billing_hard_limit_reached"}}|REFUSED|ACCOUNT_EXHAUSTED|false
          400|{"error":{"message":"m","type":"image_generation_user_error","code":"invalid_image_format"}}|REFUSED|SOURCE_INVALID|false
          400|{"error":{"message":"m","type":"image_generation_user_error","code":"image_too_large"}}|REFUSED|SOURCE_INVALID|false
          400|{"error":{"message":"m","code":"failed_to_download_image"}}|REFUSED|SOURCE_UNREACHABLE|true
          400|{"error":{"message":"m","code":"image_content_policy_violation"}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          401|{"error":{"message":"m","type":"invalid_request_error","code":"invalid_api_key"}}|REFUSED|KEY_REJECTED|false
          401|{"error":{"message":"You have insufficient permissions for this operation. Missing scopes: api.model.images.request","code":null}}|REFUSED|MODEL_FORBIDDEN|false
          403|{"error":{"message":"Your organization must be verified to use the model.","type":"invalid_request_error","code":null}}|REFUSED|MODEL_FORBIDDEN|false
          403|{"error":{"message":"m","code":"unsupported_country_region_territory"}}|REFUSED|MODEL_FORBIDDEN|false
          404|{"error":{"message":"m","code":"model_not_found"}}|REFUSED|MODEL_UNKNOWN|false
          400|{"error":{"message":"m","code":"model_not_found"}}|REFUSED|MODEL_UNKNOWN|false
          413|{"error":{"message":"m","code":null}}|REFUSED|REQUEST_REJECTED|false
          429|{"error":{"message":"m","type":"input-images","code":"rate_limit_exceeded"}}|REFUSED|RATE_LIMITED|true
          429|{"error":{"message":"m","type":"tokens","code":null}}|REFUSED|RATE_LIMITED|true
          429|{"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}}|REFUSED|ACCOUNT_EXHAUSTED|false
          429|{"error":{"message":"m","type":"insufficient_quota","code":null}}|REFUSED|ACCOUNT_EXHAUSTED|false
          429|{"error":{"message":"m","code":"credit_balance_exhausted"}}|REFUSED|ACCOUNT_EXHAUSTED|false
          429|{"error":{"message":"m","code":"organization_spend_limit_exceeded"}}|REFUSED|ACCOUNT_EXHAUSTED|false
          429|{"error":{"message":"m","code":"project_spend_limit_exceeded"}}|REFUSED|ACCOUNT_EXHAUSTED|false
          500|{"error":{"message":"m","type":"server_error","code":null}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          500|{"error":{"message":"m","code":"image_generation_failed"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          503|{"error":{"message":"m","type":"service_unavailable_error","code":"server_is_overloaded"}}|REFUSED|UNAVAILABLE|true
          503|{"error":{"message":"m","code":"slow_down"}}|REFUSED|UNAVAILABLE|true
          503|{"error":{"message":"m","code":null}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          504|{"error":{"message":"m"}}|OUTCOME_UNKNOWN|TIMED_OUT|false
          401|{"error":{"message":"m","type":"authentication_error","code":"AUTHENTICATION_FAILED"}}|REFUSED|KEY_REJECTED|false
          402|{"error":{"message":"m","type":"billing_error","code":"INSUFFICIENT_BALANCE"}}|REFUSED|ACCOUNT_EXHAUSTED|false
          400|{"error":{"message":"m","code":"INVALID_REQUEST"}}|REFUSED|REQUEST_REJECTED|false
          400|{"error":{"message":"m","code":"CONTENT_POLICY_VIOLATION"}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          404|{"error":{"message":"m","code":"MODEL_NOT_FOUND"}}|REFUSED|MODEL_UNKNOWN|false
          404|{"error":{"message":"m","code":"MODEL_DISABLED"}}|REFUSED|MODEL_UNKNOWN|false
          429|{"error":{"message":"m","code":"RATE_LIMITED"}}|REFUSED|RATE_LIMITED|true
          502|{"error":{"message":"m","code":"ALL_PROVIDERS_EXHAUSTED"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          502|{"error":{"message":"m","code":"UPSTREAM_ERROR"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          400|{"error":{"message":"m","code":"UPSTREAM_ERROR"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          429|{"error":{"message":"m","code":"ALL_PROVIDERS_EXHAUSTED"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          422|{"error":{"message":"m","code":"image_generation_failed"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          400|{"error":{"message":"m","type":"image_generation_server_error","code":null}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          400|{"error":{"message":"m","type":"server_error","code":"brand_new"}}|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          403|{"error":{"message":"m","code":"server_error"}}|OUTCOME_UNKNOWN|UNAVAILABLE|false
          503|{"error":{"message":"m","type":"server_error","code":"slow_down"}}|REFUSED|UNAVAILABLE|true
          402|{"error":{"message":"m"}}|OUTCOME_UNKNOWN|ACCOUNT_EXHAUSTED|false
          405|{"error":{"message":"m","code":"brand_new"}}|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          410|{"error":{"message":"m","code":null}}|OUTCOME_UNKNOWN|MODEL_UNKNOWN|false
          410|{"error":{"message":"m","code":"model_not_found"}}|REFUSED|MODEL_UNKNOWN|false
          400|{"error":{"code":"contentFilter","message":"m"}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          400|{"error":{"code":"contentFilter","message":"Generated image was filtered as a result of our safety system."}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_OUTPUT|false
          400|{"error":{"code":"BadRequest","status":400,"message":"m","innererror":{"code":"ResponsibleAIPolicyViolation"}}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          400|{"error":{"code":"x","message":"m","inner_error":{"code":"ResponsibleAIPolicyViolation"}}}|FAILED_PERHAPS_BILLED|CONTENT_BLOCKED_INPUT|false
          400|{"error":{"code":"contentFilter","message":"m","moderation_details":{"moderation_stage":"input"}}}|REFUSED|CONTENT_BLOCKED_INPUT|false
          403|{"error":{"code":"Forbidden","message":"Your resource has been temporarily blocked"}}|REFUSED|UNAVAILABLE|true
          404|{"error":{"code":"404","message":"Resource not found"}}|REFUSED|UNAVAILABLE|false
          404|{"error":{"code":"DeploymentNotFound","message":"m"}}|REFUSED|MODEL_UNKNOWN|false
          400|{"error":"a bare sentence","code":"invalid_value"}|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          400|{"error":{"code":"invalid_value"}}|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          422|{"error":{}}|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          408|{"error":{"message":"m"}}|OUTCOME_UNKNOWN|TIMED_OUT|false
          409|{"error":{"message":"m"}}|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          418|{"error":{"message":"m","code":"teapot"}}|OUTCOME_UNKNOWN|RESPONSE_INVALID|false
          400|<html>a proxy</html>|OUTCOME_UNKNOWN|REQUEST_REJECTED|false
          401|{"message":"a gateway's"}|OUTCOME_UNKNOWN|KEY_REJECTED|false
          429|`too many`|OUTCOME_UNKNOWN|RATE_LIMITED|false
          403|{"error":null}|OUTCOME_UNKNOWN|MODEL_FORBIDDEN|false
          302|{"error":{"message":"m"}}|OUTCOME_UNKNOWN|RESPONSE_INVALID|false
          """)
  void errorSaysWhatBecameOfTheMoney(
      int status, String body, Fate fate, Fault fault, boolean retryable) throws Exception {
    try (FakeSeller seller = new FakeSeller(Script.json(status, body))) {
      ProviderFailure failure = seller.failure();
      assertThat(failure.fate()).isEqualTo(fate);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.retryable()).isEqualTo(retryable);
      assertThat(failure.message()).isNotBlank();
      assertThat(seller.requests()).hasSize(1);
    }
  }

  /** Any machine on the way can write such a body; OpenAI and Azure do not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          openai|OUTCOME_UNKNOWN
          azure|OUTCOME_UNKNOWN
          lumenfall|REFUSED
          compatible|REFUSED
          """)
  void errorOfNoFormIsBelievedWhereTheSellerKeepsToNone(String preset, Fate fate) throws Exception {
    Map<String, String> settings = Map.of("preset", preset, "key", "lmnfl_ofnobody.0123456789");
    for (String body : List.of("{\"error\":\"a bare sentence\"}", "{\"error\":{}}")) {
      try (FakeSeller seller = new FakeSeller(Script.json(422, body), settings)) {
        assertThat(seller.failure(plain(), new RecordingSink()).fate()).isEqualTo(fate);
      }
    }
  }

  /** Work that every preset takes. */
  private static ImageWork plain() {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1.5",
        new OutputSpec(
            1,
            Optional.of(new SizeChoice.Exact(new Size(1024, 1024))),
            Optional.of(Quality.HIGH),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "prompt, prompt",
    "n, output.count",
    "size, output.size",
    "quality, output.quality",
    "background, output.background",
    "output_format, output.format",
    "output_compression, output.compression",
    "moderation, output.moderation",
    "input_fidelity, input_fidelity",
    "partial_images, options.preview_count",
    "user, options.end_user",
    "model, model",
    "image, images",
    "'image[2]', 'images[2]'",
    "'images[0].image_url', 'images[0]'",
    "mask, mask",
    "mask.image_url, mask",
    "style, style"
  })
  void parameterIsNamedInOurWords(String theirs, String ours) throws Exception {
    String body =
        "{\"error\": {\"message\": \"m\", \"code\": \"invalid_value\", \"param\": \""
            + theirs
            + "\"}}";
    try (FakeSeller seller = new FakeSeller(Script.json(400, body))) {
      assertThat(seller.failure().fields()).containsExactly(ours);
    }
  }

  @Test
  void parameterThatIsNoNameIsNotShown() throws Exception {
    String body =
        "{\"error\": {\"message\": \"m\", \"param\": \"a sentence <b>\", \"code\":"
            + " \"invalid_value\"}}";
    try (FakeSeller seller = new FakeSeller(Script.json(400, body))) {
      assertThat(seller.failure().fields()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 12, 12000",
    "Retry-After-Ms, 1500, 1500",
    "retry-after-ms, 0.5, 0",
    "Retry-After, 86400, 60000",
    "Retry-After-Ms, 1e300, 60000"
  })
  void waitIsPassedOn(String header, String value, long millis) throws Exception {
    try (FakeSeller seller = new FakeSeller(limited(Map.of(header, value)))) {
      assertThat(seller.failure().retryAfter()).contains(Duration.ofMillis(millis));
    }
  }

  @Test
  void finerWaitGoesBeforeTheCoarser() throws Exception {
    Map<String, String> headers = Map.of("Retry-After", "13", "Retry-After-Ms", "12345");
    try (FakeSeller seller = new FakeSeller(limited(headers))) {
      assertThat(seller.failure().retryAfter()).contains(Duration.ofMillis(12_345));
    }
  }

  @Test
  void sellerKnowsBestWhetherToTryAgain() throws Exception {
    try (FakeSeller seller = new FakeSeller(limited(Map.of("x-should-retry", "false")))) {
      assertThat(seller.failure().retryable()).isFalse();
    }
    Script unsure =
        Script.reply(500, Map.of("x-should-retry", "true"), bytes("{\"error\": {\"code\": null}}"));
    try (FakeSeller seller = new FakeSeller(unsure)) {
      assertThat(seller.failure().retryable()).as("whose outcome is unknown").isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-request-id", "X-Lumenfall-Request-Id", "apim-request-id"})
  void requestIsNamedForSupport(String header) throws Exception {
    try (FakeSeller seller = new FakeSeller(limited(Map.of(header, "req_9f3c0e7a11b24d6c8a")))) {
      assertThat(seller.failure().requestId()).contains("req_9f3c0e7a11b24d6c8a");
    }
  }

  @Test
  void keyIsNowhereHoweverItIsEchoed() throws Exception {
    String key = FakeSeller.KEY;
    String body =
        """
        {"error": {"message": "Incorrect API key provided: %s\\n\\u0007.", "type": "%s",
         "code": "%s", "param": "%s"}}
        """
            .formatted(key, key, key, key);
    Map<String, String> headers = new HashMap<>();
    headers.put("x-request-id", key);
    headers.put("retry-after", key);
    try (FakeSeller seller = new FakeSeller(Script.reply(401, headers, bytes(body)))) {
      ProviderFailure failure = seller.failure();
      assertThat(failure.toString()).doesNotContain(key).doesNotContain("\n").contains("[masked]");
      assertThat(failure.requestId()).isEmpty();
    }
  }

  /** Of no shape that a pattern would know. */
  @Test
  void callersKeyIsNowhereEither() throws Exception {
    String key = "plain.words.of-a-caller";
    Script echo =
        Script.reply(
            401,
            Map.of("x-request-id", key),
            bytes("{\"error\": {\"message\": \"no %s here\"}}".formatted(key)));
    try (FakeSeller seller = new FakeSeller(echo, Map.of("caller-key", "required"));
        Prepared prepared =
            seller.provider().prepare(FakeSeller.work(1), Sources.none(), TestCall.ample())) {
      ProviderFailure failure =
          catchThrowableOfType(
                  ProviderException.class,
                  () -> prepared.submit(Secret.of(key), new RecordingSink(), TestCall.ample()))
              .failure();
      assertThat(failure.toString()).doesNotContain(key).contains("[masked]");
      assertThat(failure.requestId()).isEmpty();
    }
  }

  @Test
  void codesThatNobodyKnowsAreCountedOnce() {
    UnknownCodes unknown = new UnknownCodes("a seller of this test");
    unknown.note("brand_new", 400);
    unknown.note("brand_new", 400);
    unknown.note("newer_still", 500);
    assertThat(unknown.count()).isEqualTo(2);
  }

  private static Script limited(Map<String, String> headers) {
    return Script.reply(
        429,
        headers,
        bytes("{\"error\": {\"message\": \"m\", \"code\": \"rate_limit_exceeded\"}}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
