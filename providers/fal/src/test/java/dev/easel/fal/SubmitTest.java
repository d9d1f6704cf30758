package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubmitTest {
  private static final Script DONE =
      FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/good.png"));

  @Test
  void requestIsAsFalDocumentsIt() throws Exception {
    try (FakeFal fal = new FakeFal(DONE)) {
      fal.submit(new RecordingSink());
      ScriptedRequest request = fal.requests().getFirst();
      assertThat(request.target()).isEqualTo("/fal-ai/gpt-image-1/text-to-image");
      assertThat(request.body())
          .isEqualTo(
              "{\"prompt\":\"a heron\",\"image_size\":\"auto\",\"quality\":\"medium\","
                  + "\"background\":\"opaque\",\"num_images\":2,\"output_format\":\"jpeg\","
                  + "\"sync_mode\":false}");
      assertThat(request.headers())
          .containsEntry("authorization", "Key " + FakeFal.KEY)
          .containsEntry("accept", "application/json")
          .containsEntry("content-type", "application/json")
          .containsEntry("user-agent", "easel-test/1")
          .containsEntry("x-fal-queue-priority", "low")
          .containsEntry(
              "x-fal-object-lifecycle-preference", "{\"expiration_duration_seconds\":86400}")
          .doesNotContainKeys("x-fal-store-io", "x-fal-no-retry");
      // Nobody waits for work that starts after the deadline.
      assertThat(Integer.parseInt(request.header("X-Fal-Request-Timeout").orElseThrow()))
          .isBetween(50, 60);
    }
  }

  @Test
  void settingsBecomeHeaders() throws Exception {
    Map<String, String> settings =
        Map.of("start-timeout", "20s", "object-lifetime", "0s", "store-payloads", "false");
    try (FakeFal fal = new FakeFal(DONE, settings)) {
      fal.submit(new RecordingSink());
      assertThat(fal.requests().getFirst().headers())
          .containsEntry("x-fal-request-timeout", "20")
          .containsEntry("x-fal-store-io", "0")
          .doesNotContainKey("x-fal-object-lifecycle-preference");
    }
  }

  @Test
  void keyGoesToTheQueueAndNowhereElse() throws Exception {
    try (FakeFal fal = new FakeFal(DONE)) {
      fal.submit(new RecordingSink());
      assertThat(fal.requests())
          .allMatch(request ->
              request.header("Authorization").isEmpty() == request.target().startsWith("/files/"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400|{"detail": "bad", "error_type": "bad_request"}|REQUEST_REJECTED|false
          401|{"detail": "No user found for Key ID and Secret"}|KEY_REJECTED|false
          403|{"detail": "User is locked. Reason: Exhausted balance. Top up."}|ACCOUNT_EXHAUSTED|false
          403|{"detail": "Not allowed"}|MODEL_FORBIDDEN|false
          404|{"detail": "Application 'x' not found"}|MODEL_UNKNOWN|false
          413|{"detail": "Payload Too Large"}|REQUEST_REJECTED|false
          415|{"detail": "not JSON"}|REQUEST_REJECTED|false
          422|{"detail": [{"loc": ["body", "prompt"], "msg": "no", "type": "content_policy_violation"}]}|CONTENT_BLOCKED_INPUT|false
          422|{"detail": [{"loc": ["body", "prompt"], "msg": "no", "type": "some_new_type"}]}|REQUEST_REJECTED|false
          429|{"detail": "slow", "error_type": "concurrent_requests_limit"}|RATE_LIMITED|true
          """)
  void refusalInFalsOwnWordsIsNotBought(int status, String body, Fault fault, boolean retryable)
      throws Exception {
    try (FakeFal fal = new FakeFal(Script.json(status, body))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fate()).isEqualTo(Fate.REFUSED);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.retryable()).isEqualTo(retryable);
      assertThat(fal.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200|{}
          200|{"request_id": ""}
          200|{"request_id": "../../x"}
          200|not json
          202|
          302|{"detail": "elsewhere"}
          400|<html>nginx</html>
          402|{"detail": "pay"}
          404|{"status": "NOT_FOUND"}
          429|{"status": "a proxy's"}
          409|{"detail": "conflict"}
          422|{"error": {"message": "a proxy's"}}
          500|{"detail": "oops", "error_type": "internal_error"}
          502|<html>nginx</html>
          503|{"detail": "busy", "error_type": "runner_scheduling_failure"}
          504|{"detail": "late", "error_type": "request_timeout"}
          """)
  void anyOtherAnswerLeavesTheOutcomeUnknown(int status, String body) throws Exception {
    try (FakeFal fal = new FakeFal(Script.json(status, body == null ? "" : body))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(failure.retryable()).isFalse();
      assertThat(fal.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"request_id\": \"../x\"}", ""})
  void answerThatCannotBeReadIsRescuedByTheHeaderThatNamesTheRequest(String body) throws Exception {
    Script accepted = Script.reply(200, Map.of("x-fal-request-id", "r-7"), body.getBytes(UTF_8));
    Script queue =
        FakeQueue.of(
            accepted,
            FakeQueue.MISSING,
            List.of(Script.json(200, FakeQueue.COMPLETED)),
            List.of(FakeQueue.images("/files/good.png")));
    RecordingSink sink = new RecordingSink();
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(1, sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(sink.handle().orElseThrow().requestId()).isEqualTo("r-7");
      assertThat(fal.paths("POST")).hasSize(1);
      assertThat(fal.paths("GET")).contains("/fal-ai/gpt-image-1/requests/r-7");
    }
  }

  @Test
  void answerThatIsCutIsRescuedByTheHeaderToo() throws Exception {
    Script cut =
        (_, wire) ->
            wire.write(Script.head(200, Map.of("x-fal-request-id", "r-7"), 100).getBytes(UTF_8));
    Script queue =
        FakeQueue.of(
            cut,
            FakeQueue.MISSING,
            List.of(Script.json(200, FakeQueue.COMPLETED)),
            List.of(FakeQueue.images("/files/good.png")));
    RecordingSink sink = new RecordingSink();
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(1, sink);
      assertThat(sink.images()).containsOnlyKeys(0);
      assertThat(fal.paths("POST")).hasSize(1);
    }
  }

  @Test
  void headerThatIsNoIdRescuesNothing() throws Exception {
    Script accepted =
        Script.reply(200, Map.of("x-fal-request-id", "../../x"), "{}".getBytes(UTF_8));
    try (FakeFal fal = new FakeFal(accepted)) {
      assertThat(fal.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\\\"", "\\u0001", "\u00e9"})
  void urlsThatTheHandleHasNoRoomForAreRebuilt(String letter) throws Exception {
    String url = "https://queue.fal.run/" + letter.repeat(3_000);
    Script accepted =
        Script.json(
            200,
            "{\"request_id\": \"r-1\", \"status_url\": \"%s\", \"response_url\": \"%s\"}"
                .formatted(url, url));
    Script queue =
        FakeQueue.of(
            accepted,
            FakeQueue.MISSING,
            List.of(Script.json(200, FakeQueue.COMPLETED)),
            List.of(FakeQueue.images("/files/good.png")));
    RecordingSink sink = new RecordingSink();
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(1, sink);
      RecordingSink again = new RecordingSink();
      fal.provider().resume(sink.handle().orElseThrow(), again, TestCall.ample());
      assertThat(again.images()).containsOnlyKeys(0);
    }
  }

  @Test
  void failureNamesOurFieldsAndNoInput() throws Exception {
    String body =
        """
        {"detail": [
          {"loc": ["body", "num_images"], "msg": "at most 4\\u0000", "type": "less_than_equal", "input": 9},
          {"loc": ["body", "image_size"], "msg": "bad", "type": "enum", "input": "private words"},
          {"loc": ["body", "output_format"], "msg": "bad", "type": "enum"},
          {"loc": ["body", "Strange Name!"], "msg": "bad", "type": "enum"}]}
        """;
    Script script =
        Script.reply(
            422,
            Map.of("x-fal-request-id", "r-9", "Content-Type", "application/json"),
            body.getBytes(UTF_8));
    try (FakeFal fal = new FakeFal(script)) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fields())
          .isEqualTo(List.of("output.count", "output.size", "output.format"));
      assertThat(failure.code()).contains("less_than_equal");
      assertThat(failure.requestId()).contains("r-9");
      assertThat(failure.message()).isEqualTo("fal says: at most 4 (less_than_equal)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Fal-Retryable: true", "X-Fal-Needs-Retry: 1"})
  void sellersOwnWordOnRetriesCounts(String header) throws Exception {
    String[] parts = header.split(": ", -1);
    Script script =
        Script.reply(
            400,
            Map.of(parts[0], parts[1], "Retry-After", "7"),
            "{\"detail\": \"again\"}".getBytes(UTF_8));
    try (FakeFal fal = new FakeFal(script)) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }
}
