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
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureTest {

  private static final String DEPLOYMENTS = "/azure/openai/deployments/";
  private static final String VERSION = "?api-version=2025-04-01-preview";
  private static final String V1 = "/azure/openai/v1/images/generations";

  private final Fixture fixture =
      new Fixture(
          Duration.ZERO, options -> options.withDeployments(Map.of("pictures", "gpt-image-1.5")));

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pictures", "gpt-image-1"})
  void deploymentIsNamedByThePath(String deployment) throws IOException, InterruptedException {
    Answer answer =
        post(
            DEPLOYMENTS + deployment + "/images/generations" + VERSION,
            "{\"prompt\":\"a fox\",\"model\":\"anything\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(OpenAiFixture.files(answer)).hasSize(1);
    assertThat(text(answer.json(), "quality")).isEqualTo("high");
    assertThat(answer.header("apim-request-id")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?api-version=preview", "?api-version=v1"})
  void newerFormNamesTheDeploymentInTheBody(String version)
      throws IOException, InterruptedException {
    Answer answer = post(V1 + version, "{\"prompt\":\"a fox\",\"model\":\"pictures\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(fixture.sandbox.ledger().submits().getFirst().app())
        .isEqualTo("azure/openai/v1/images/generations/pictures");
  }

  @Test
  void editIsAForm() throws IOException, InterruptedException {
    byte[] image = OpenAiFixture.image(64, 64, false, Encoding.JPEG);

    Answer answer =
        fixture.send(
            OpenAiFixture.form(
                request(DEPLOYMENTS + "pictures/images/edits" + VERSION),
                Part.text("prompt", "a fox"),
                Part.text("quality", "low"),
                Part.file("image", image)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer.json(), "quality")).isEqualTo("low");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DEPLOYMENTS + "pictures/images/generations",
        DEPLOYMENTS + "pictures/images/generations?api-version=2024-10-21",
        DEPLOYMENTS + "pictures/images/generations?api-version=2025-03-01-preview",
        DEPLOYMENTS + "pictures/images/generations?api-version=preview",
        DEPLOYMENTS + "pictures/images/variations" + VERSION,
        V1 + "?api-version=2025-04-01-preview",
        "/azure/v1/images/generations"
      })
  void addressOrVersionThatIsNoneIsNotFound(String path) throws IOException, InterruptedException {
    Answer answer = post(path, "{\"prompt\":\"a fox\",\"model\":\"pictures\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo("{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
    assertThat(fixture.sandbox.ledger().count()).isZero();
  }

  @Test
  void unknownDeploymentIsSaidToBeMissing() throws IOException, InterruptedException {
    Answer legacy =
        post(DEPLOYMENTS + "none/images/generations" + VERSION, "{\"prompt\":\"a fox\"}");
    Answer newer = post(V1, "{\"prompt\":\"a fox\"}");

    assertThat(legacy.status()).isEqualTo(404);
    assertThat(text(legacy.json(), "error", "code")).isEqualTo("DeploymentNotFound");
    assertThat(text(newer.json(), "error", "code")).isEqualTo("DeploymentNotFound");
  }

  @Test
  void tokenWillDoInThePlaceOfAKey() throws IOException, InterruptedException {
    Answer answer =
        fixture.send(
            fixture
                .anonymous(V1)
                .header("Authorization", "Bearer eyJ0")
                .POST(BodyPublishers.ofString("{\"prompt\":\"a\",\"model\":\"pictures\"}")));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sk-invalid"})
  void wrongKeysAreRefused(String key) throws IOException, InterruptedException {
    HttpRequest.Builder request = fixture.anonymous(V1).POST(BodyPublishers.ofString("{}"));
    if (!key.isEmpty()) {
      request.header("api-key", key);
    }

    Answer answer = fixture.send(request);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(text(answer.json(), "error", "code")).isEqualTo("401");
  }

  @ParameterizedTest
  @CsvSource({
    "forbidden, 403, Forbidden",
    "rate_limit_exceeded, 429, 429",
    "moderation_blocked, 400, moderation_blocked",
    "content_filter, 400, contentFilter",
    "content_policy_violation, 400, content_policy_violation",
    "status=503, 503, 503"
  })
  void errorsLeaveOutWhatTheyDoNotKnow(String word, int status, String code)
      throws IOException, InterruptedException {
    Answer answer = post(V1, "{\"prompt\":\"sandbox:" + word + "\",\"model\":\"pictures\"}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer.json(), "error", "code")).isEqualTo(code);
    Json.Struct error = (Json.Struct) answer.json().get("error").orElseThrow();
    assertThat(error.members()).doesNotContainKey("param").doesNotContainValue(new Json.Null());
  }

  @ParameterizedTest
  @CsvSource({"content_filter, innererror", "content_policy_violation, inner_error"})
  void whatTheFilterFoundIsSpeltInTwoWays(String word, String member)
      throws IOException, InterruptedException {
    Answer answer = post(V1, "{\"prompt\":\"sandbox:" + word + "\",\"model\":\"pictures\"}");

    assertThat(text(answer.json(), "error", member, "code"))
        .isEqualTo("ResponsibleAIPolicyViolation");
    assertThat(text(answer.json(), "error", "status")).isEqualTo("400");
  }

  @Test
  void limitSaysWhenToComeBack() throws IOException, InterruptedException {
    Answer answer = post(V1, "{\"prompt\":\"sandbox:rate_limit_exceeded\",\"model\":\"pictures\"}");

    assertThat(answer.header("retry-after")).isEqualTo("12");
  }

  @Test
  void faultByHeaderSpeaksLikeTheSeller() throws IOException, InterruptedException {
    Answer answer = fixture.send(request(V1).header("X-Sandbox-Fault", "status=500"));

    assertThat(answer.body())
        .isEqualTo("{\"error\":{\"message\":\"Fault 500 on request\",\"code\":\"500\"}}");
  }

  private Answer post(String path, String json) throws IOException, InterruptedException {
    return fixture.send(request(path).POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return fixture.anonymous(path).header("api-key", "demo");
  }
}
