package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.GENERATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.seller.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  private static final String FAULTS = "/sandbox/faults";
  private static final String FAL = "/" + Fixture.APP;

  private final OpenAiFixture openAi = new OpenAiFixture();
  private final Fixture sandbox = openAi.fixture;

  @AfterEach
  void stop() {
    openAi.close();
  }

  @ParameterizedTest
  @CsvSource({"503", "500", "429", "408"})
  void headerAsksForAStatus(int status) throws IOException, InterruptedException {
    Answer fal = sandbox.send(withFault(FAL, "status=" + status, "a"));
    Answer other = sandbox.send(withFault(GENERATIONS, "status=" + status, "a"));

    assertThat(fal.status()).isEqualTo(status);
    assertThat(fal.text("detail")).isNotEmpty();
    assertThat(other.status()).isEqualTo(status);
    assertThat(OpenAiFixture.error(other)).endsWith("null null");
    assertThat(sandbox.sandbox.ledger().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FAL,
        GENERATIONS,
        "/lumenfall/openai/v1/images/generations",
        "/azure/openai/v1/images/generations"
      })
  void echoShowsTheWholeRequestKeyIncluded(String path) throws IOException, InterruptedException {
    Answer byHeader = sandbox.send(withFault(path, "echo=500", "a canary"));
    Answer byHeaderAsPage = sandbox.send(withFault(path, "echo_html", "a canary"));
    Answer byPrompt = sandbox.send(withFault(path, "slow=0", "a canary sandbox:echo=400"));

    assertThat(byHeader.status()).isEqualTo(500);
    assertThat(byHeaderAsPage.status()).isEqualTo(502);
    assertThat(byHeaderAsPage.header("Content-Type")).startsWith("text/html");
    assertThat(byPrompt.status()).isEqualTo(400);
    assertThat(List.of(byHeader, byHeaderAsPage, byPrompt))
        .allSatisfy(answer ->
            assertThat(answer.body()).contains("secret-of-test", "a canary", "POST " + path));
    assertThat(sandbox.sandbox.ledger().submits())
        .extracting(Ledger.Submit::outcome)
        .containsExactly(Ledger.Outcome.REJECTED);
  }

  @Test
  void echoReachesLaterStagesOfARequest() throws IOException, InterruptedException {
    Submitted submitted = sandbox.submit("{\"prompt\":\"a sandbox:result.echo\"}");

    Answer result = sandbox.get(submitted.result());

    assertThat(result.status()).isEqualTo(422);
    assertThat(result.body()).contains("Key id:secret", "value_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {FAL, GENERATIONS})
  void resetBeforeLeavesNothingAndAfterLeavesAnOrder(String path) throws IOException {
    assertReset(raw(path, "X-Sandbox-Fault: reset_before\r\n", "a"));
    assertThat(sandbox.sandbox.ledger().count()).isZero();

    assertReset(raw(path, "X-Sandbox-Fault: reset_after\r\n", "a"));
    assertThat(sandbox.sandbox.ledger().submits())
        .extracting(Ledger.Submit::outcome)
        .containsExactly(Ledger.Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {FAL, GENERATIONS})
  void promptAsksForResets(String path) throws IOException {
    assertReset(raw(path, "", "a sandbox:reset_before"));
    assertReset(raw(path, "", "a sandbox:reset_after"));

    assertThat(sandbox.sandbox.ledger().submits())
        .extracting(Ledger.Submit::outcome)
        .containsExactly(Ledger.Outcome.ARRIVED, Ledger.Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {FAL, GENERATIONS})
  void truncatedBodyEndsTooEarly(String path) throws IOException, InterruptedException {
    assertThatIOException().isThrownBy(() -> sandbox.send(withFault(path, "truncate", "a")));
    assertThatIOException().isThrownBy(() -> sandbox.send(request(path, "a sandbox:truncate")));
    assertThat(sandbox.sandbox.ledger().count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {FAL, GENERATIONS})
  void malformedJsonIsWellFramed(String path) throws IOException, InterruptedException {
    Answer answer = sandbox.send(withFault(path, "malformed_json", "a"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).startsWith("{").doesNotEndWith("}");
  }

  @ParameterizedTest
  @ValueSource(strings = {FAL, GENERATIONS})
  void contentTypeIsWrong(String path) throws IOException, InterruptedException {
    Answer answer = sandbox.send(request(path, "a sandbox:wrong_type"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html");
    assertThat(answer.body()).endsWith("}");
  }

  @Test
  void headerThatNamesNoFaultIsRefused() throws IOException, InterruptedException {
    assertThat(sandbox.send(withFault(FAL, "fire", "a")).status()).isEqualTo(400);
    assertThat(sandbox.sandbox.ledger().count()).isZero();
  }

  @Test
  void dribbledBodyIsWhole() throws IOException, InterruptedException {
    Answer answer = sandbox.send(withFault(FAL, "dribble=0", "a"));

    assertThat(answer.text("status")).isEqualTo("IN_QUEUE");
  }

  @Test
  void dribbleTakesItsTime() throws IOException, InterruptedException {
    Instant before = Instant.now();
    Answer answer = sandbox.send(withFault(FAL, "dribble=1", "a"));

    assertThat(Duration.between(before, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(answer.body().length() - 1L));
  }

  @Test
  void slowAnswerWaitsForTheClock() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                statuses.add(sandbox.send(withFault(FAL, "slow=7000", "a")).status());
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    sandbox.clock.awaitAlarm();
    assertThat(sandbox.sandbox.ledger().count()).isZero();

    sandbox.clock.advance(Duration.ofSeconds(7));
    caller.join();

    assertThat(statuses).containsExactly(200);
  }

  @Test
  void imageIsNone() throws IOException, InterruptedException {
    Answer answer =
        openAi.post(GENERATIONS, "{\"model\":\"gpt-image-1\",\"prompt\":\"a sandbox:no_image\"}");
    Submitted submitted = sandbox.submit("{\"prompt\":\"a sandbox:file.no_image\"}");
    assertThat(sandbox.get(submitted.result()).status()).isEqualTo(200);
    Answer file = sandbox.get("/files/" + submitted.id() + "_0.png");

    assertThat(new String(OpenAiFixture.files(answer).getFirst(), StandardCharsets.US_ASCII))
        .startsWith("{\"error\"");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).isEqualTo("image/png");
    assertThat(file.body()).startsWith("{\"error\"");
  }

  @Test
  void promptNamesTheStage() throws IOException, InterruptedException {
    Submitted submitted =
        sandbox.submit(
            "{\"prompt\":\"a sandbox:status.status=502 sandbox:result.malformed_json"
                + " sandbox:file.truncate sandbox:cancel.status=500\"}");

    assertThat(sandbox.get(submitted.status()).status()).isEqualTo(502);
    assertThat(sandbox.get(submitted.status() + "/stream").status()).isEqualTo(502);
    assertThat(sandbox.put(submitted.cancel()).status()).isEqualTo(500);
    assertThat(sandbox.get(submitted.result()).body()).doesNotEndWith("}");
    assertThatIOException().isThrownBy(() -> sandbox.get("/files/" + submitted.id() + "_0.png"));
  }

  @Test
  void promptAsksForAStatus() throws IOException, InterruptedException {
    assertThat(sandbox.send(request(FAL, "a sandbox:status=502")).status()).isEqualTo(502);
    assertThat(sandbox.send(request(GENERATIONS, "a sandbox:status=502")).status()).isEqualTo(502);
    assertThat(sandbox.sandbox.ledger().submits())
        .extracting(Ledger.Submit::outcome)
        .containsOnly(Ledger.Outcome.REJECTED);
  }

  @Test
  void rateIsAShareOfTheRequestsOfAPath() throws IOException, InterruptedException {
    Answer set =
        set("{\"faults\":[{\"fault\":\"status=503\",\"rate\":0.5,\"path\":\"/fal-ai/\"}]}");
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.body())
        .isEqualTo("{\"faults\":[{\"fault\":\"status=503\",\"rate\":0.5,\"path\":\"/fal-ai/\"}]}");

    int failed = 0;
    for (int i = 0; i < 100; i++) {
      failed += sandbox.send(request(FAL, "a")).status() == 503 ? 1 : 0;
    }

    assertThat(failed).isBetween(30, 70);
    assertThat(openAi.get("/v1/models").status()).isEqualTo(200);
    assertThat(sandbox.send(sandbox.anonymous(FAULTS).DELETE()).body())
        .isEqualTo("{\"faults\":[]}");
    assertThat(sandbox.send(request(FAL, "a")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"faults\":[{\"fault\":\"fire\",\"rate\":1}]}",
        "{\"faults\":[{\"fault\":\"status=200\",\"rate\":1}]}",
        "{\"faults\":[{\"fault\":\"slow\",\"rate\":2}]}",
        "{\"faults\":[{\"fault\":\"slow\"}]}"
      })
  void faultThatIsNoneIsRefused(String body) throws IOException, InterruptedException {
    assertThat(set(body).status()).isEqualTo(422);
    assertThat(sandbox.get(FAULTS).body()).isEqualTo("{\"faults\":[]}");
  }

  private Answer set(String body) throws IOException, InterruptedException {
    return sandbox.send(sandbox.anonymous(FAULTS).PUT(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder withFault(String path, String fault, String prompt) {
    return request(path, prompt).header("X-Sandbox-Fault", fault);
  }

  private HttpRequest.Builder request(String path, String prompt) {
    return sandbox
        .anonymous(path)
        .header("Authorization", authorization(path))
        .POST(BodyPublishers.ofString(body(prompt)));
  }

  private static String authorization(String path) {
    return path.contains("/v1/") ? "Bearer secret-of-test" : "Key secret-of-test:b";
  }

  private static String body(String prompt) {
    return "{\"model\":\"gpt-image-1\",\"prompt\":\"%s\"}".formatted(prompt);
  }

  /** Without a client that might try again. */
  private Socket raw(String path, String header, String prompt) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.sandbox.uri().getPort());
    String request =
        "POST %s HTTP/1.1\r\nHost: sandbox\r\nAuthorization: %s\r\nContent-Length: %d\r\n%s\r\n%s"
            .formatted(path, authorization(path), body(prompt).length(), header, body(prompt));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void assertReset(Socket socket) throws IOException {
    try (socket;
        InputStream in = socket.getInputStream()) {
      assertThatIOException()
          .isThrownBy(in::readAllBytes)
          .isInstanceOf(SocketException.class)
          .withMessageContaining("reset");
    }
  }
}
