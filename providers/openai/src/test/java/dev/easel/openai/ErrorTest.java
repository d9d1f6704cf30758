package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.http.UnknownCodes;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorTest {
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
