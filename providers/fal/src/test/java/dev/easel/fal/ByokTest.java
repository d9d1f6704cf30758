package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

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
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is different when the caller pays OpenAI. */
final class ByokTest {
  /** Of no shape that a pattern would know. */
  private static final String KEY = "plain.words,of-a;caller";

  private static final Script DONE =
      FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/good.png"));

  private final RecordingSink sink = new RecordingSink();

  @Test
  void submitHasTheKeyInItsBodyAndTheNarrowerFields() throws Exception {
    try (FakeFal fal = byok(DONE)) {
      submit(fal, generate(), Sources.none());
      submit(fal, EditWork.of("byok"), EditWork.published(false, "https://a.example/1.png"));
      assertThat(submits(fal))
          .extracting(ScriptedRequest::target, ScriptedRequest::body)
          .containsExactly(
              tuple(
                  "/fal-ai/gpt-image-1/text-to-image/byok",
                  "{\"prompt\":\"a heron\",\"image_size\":\"auto\",\"quality\":\"low\","
                      + "\"num_images\":1,\"openai_api_key\":\""
                      + KEY
                      + "\"}"),
              tuple(
                  "/fal-ai/gpt-image-1/edit-image/byok",
                  "{\"prompt\":\"at dusk\",\"image_urls\":[\"https://a.example/1.png\"],"
                      + "\"image_size\":\"1024x1536\",\"quality\":\"low\",\"num_images\":2,"
                      + "\"openai_api_key\":\""
                      + KEY
                      + "\"}"));
    }
  }

  /** Check S-06 of the test plan. */
  @ParameterizedTest
  @ValueSource(strings = {"24h", "0s"})
  void falIsToldNotToKeepTheRequestWhateverIsConfigured(String lifetime) throws Exception {
    Map<String, String> settings = Map.of("object-lifetime", lifetime);
    try (FakeFal fal = new FakeFal(new FalByokProviderFactory(), DONE, settings)) {
      submit(fal, generate(), Sources.none());
      submit(fal, EditWork.of("byok"), EditWork.published(false, "https://a.example/1.png"));
      assertThat(submits(fal))
          .hasSize(2)
          .allMatch(request -> request.header("X-Fal-Store-IO").equals(Optional.of("0")));
      assertThat(fal.requests())
          .filteredOn(request -> !request.method().equals("POST"))
          .isNotEmpty()
          .noneMatch(request -> (request.body() + request.headers()).contains(KEY));
    }
  }

  /** A second run is a second bill for the caller, of whom fal knows nothing. */
  @Test
  void falIsToldNotToRunItAgain() throws Exception {
    try (FakeFal fal = byok(DONE)) {
      submit(fal, generate(), Sources.none());
      submit(fal, EditWork.of("byok"), EditWork.published(false, "https://a.example/1.png"));
      assertThat(submits(fal))
          .hasSize(2)
          .allMatch(request -> request.header("X-Fal-No-Retry").equals(Optional.of("1")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IN_PROGRESS, runner_disconnected, FAILED_PERHAPS_BILLED",
    "IN_PROGRESS, generation_timeout, FAILED_PERHAPS_BILLED",
    "IN_QUEUE, startup_timeout, FAILED_UNBILLED",
    "IN_QUEUE, client_cancelled, FAILED_UNBILLED"
  })
  void runThatCrashedMayHaveCostTheCallerOnceItHadStarted(String state, String type, Fate fate)
      throws Exception {
    Script seen = Script.json(200, "{\"status\": \"%s\"}".formatted(state));
    Script crashed =
        Script.json(
            200,
            "{\"status\": \"COMPLETED\", \"error\": \"failed\", \"error_type\": \"%s\"}"
                .formatted(type));
    Script queue =
        FakeQueue.of(
            FakeQueue.ACCEPTED,
            FakeQueue.MISSING,
            List.of(seen, crashed),
            List.of(Script.json(503, "<html>")));
    try (FakeFal fal = byok(queue)) {
      assertThat(failure(fal).fate()).isEqualTo(fate);
    }
  }

  @Test
  void kindHasNoSettingThatKeepsRequests() {
    assertThat(new FalByokProviderFactory().configuration().setting("store-payloads")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400|downstream_service_error|Incorrect API key provided: KEY.|KEY_REJECTED
          422|value_error|Error code: 401 - invalid_api_key KEY|KEY_REJECTED
          400|downstream_service_error|You exceeded your current quota KEY|ACCOUNT_EXHAUSTED
          400|downstream_service_error|billing_hard_limit_reached|ACCOUNT_EXHAUSTED
          400|downstream_service_error|Your organization must be verified to use the model|MODEL_FORBIDDEN
          400|downstream_service_error|Rate limit reached for gpt-image-1|RATE_LIMITED
          400|downstream_service_error|Something else KEY|UNAVAILABLE
          422|content_policy_violation|flagged KEY|CONTENT_BLOCKED_INPUT
          """)
  void complaintOfOpenAiIsToldAsWhatItIsWithoutTheKey(
      int status, String type, String message, Fault fault) throws Exception {
    String words = message.replace("KEY", KEY);
    String run =
        """
        {"status": "COMPLETED", "error": "Invalid status code: %d", "error_type": "%s",
         "logs": [{"message": "%s"}]}
        """
            .formatted(status, type, words);
    String result =
        """
        {"detail": [{"loc": ["body"], "msg": "%s", "type": "%s"}]}
        """
            .formatted(words, type);
    Script failed = FakeQueue.completed(run, Script.json(status, result));
    try (FakeFal fal = byok(failed)) {
      ProviderFailure failure = failure(fal);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
      assertThat(failure.toString() + sink.events()).doesNotContain(KEY);
    }
  }

  @Test
  void submitRefusedWithTheKeyInItsWordsDoesNotShowIt() throws Exception {
    String body =
        """
        {"detail": [{"loc": ["body", "openai_api_key"], "msg": "not an API key: %s",
                     "type": "value_error", "input": "%s"}]}
        """
            .formatted(KEY, KEY);
    try (FakeFal fal = byok(Script.json(422, body))) {
      ProviderFailure failure = failure(fal);
      assertThat(failure.fault()).isEqualTo(Fault.KEY_REJECTED);
      assertThat(failure.fate()).isEqualTo(Fate.REFUSED);
      assertThat(failure.toString()).doesNotContain(KEY).contains("[masked]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401|{"detail": "No user found for Key ID and Secret"}
          403|{"detail": "User is locked. Reason: Exhausted balance."}
          403|{"detail": "Not allowed"}
          """)
  void troubleWithTheOperatorsAccountIsNotBlamedOnTheCaller(int status, String body)
      throws Exception {
    try (FakeFal fal = byok(Script.json(status, body))) {
      ProviderFailure failure = failure(fal);
      assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
      assertThat(failure.fate()).isEqualTo(Fate.REFUSED);
    }
  }

  private static FakeFal byok(Script script) throws Exception {
    return new FakeFal(new FalByokProviderFactory(), script, Map.of());
  }

  private ProviderFailure failure(FakeFal fal) {
    return catchThrowableOfType(
            ProviderException.class, () -> submit(fal, generate(), Sources.none()))
        .failure();
  }

  private void submit(FakeFal fal, ImageWork work, Sources sources) throws Exception {
    try (Prepared prepared = fal.provider().prepare(work, sources, TestCall.ample())) {
      prepared.submit(Secret.of(KEY), sink, TestCall.ample());
    }
  }

  private static List<ScriptedRequest> submits(FakeFal fal) {
    return fal.requests().stream().filter(request -> request.method().equals("POST")).toList();
  }

  private static ImageWork generate() {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1",
        new OutputSpec(
            1,
            Optional.of(new SizeChoice.Auto()),
            Optional.of(Quality.LOW),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Priority.NORMAL,
        0,
        Optional.empty());
  }
}
