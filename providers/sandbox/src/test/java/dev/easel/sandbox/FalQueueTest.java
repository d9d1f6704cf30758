package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalQueueTest {

  private static final String PROMPT = "{\"prompt\":\"a fox\"}";

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @Test
  void submitIsAnsweredWithAllLinks() throws IOException, InterruptedException {
    Submitted submitted = fal.submit("fal-ai/gpt-image-1/text-to-image", PROMPT);

    String base = fal.sandbox.uri() + "/fal-ai/gpt-image-1/requests/" + submitted.id();
    assertThat(submitted.answer().text("status")).isEqualTo("IN_QUEUE");
    assertThat(submitted.result()).isEqualTo(base);
    assertThat(submitted.status()).isEqualTo(base + "/status");
    assertThat(submitted.cancel()).isEqualTo(base + "/cancel");
    assertThat(submitted.answer().json().get("queue_position")).contains(new Json.Numeral("2"));
    assertThat(submitted.answer().header("x-fal-request-id")).isEqualTo(submitted.id());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 202, IN_QUEUE, 2",
    "999, 202, IN_QUEUE, 2",
    "1000, 202, IN_QUEUE, 1",
    "2000, 202, IN_QUEUE, 0",
    "2999, 202, IN_QUEUE, 0",
    "3000, 202, IN_PROGRESS, -1",
    "11999, 202, IN_PROGRESS, -1",
    "12000, 200, COMPLETED, -1",
    "60000, 200, COMPLETED, -1"
  })
  void stateFollowsFromTheTime(long millis, int code, String state, int position)
      throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);

    fal.clock.advance(Duration.ofMillis(millis));
    Answer status = fal.get(submitted.status());

    assertThat(status.status()).isEqualTo(code);
    assertThat(status.text("status")).isEqualTo(state);
    assertThat(status.text("response_url")).isEqualTo(submitted.result());
    assertThat(status.json().get("queue_position").isPresent()).isEqualTo(position >= 0);
    assertThat(status.json().get("logs").isPresent()).isEqualTo(position < 0);
    if (position >= 0) {
      assertThat(status.json().get("queue_position"))
          .contains(new Json.Numeral(Integer.toString(position)));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "6, 1", "7, 2", "11, 3", "12, 3"})
  void logGrowsWithTheWork(int seconds, int lines) throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);

    fal.clock.advance(Duration.ofSeconds(seconds));

    Json log = fal.get(submitted.status() + "?logs=1").json().get("logs").orElseThrow();
    assertThat(((Json.Array) log).items()).hasSize(lines);
    Json.Struct line = (Json.Struct) ((Json.Array) log).items().getFirst();
    assertThat(line.members()).containsOnlyKeys("message", "timestamp", "level", "source");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "true, true", "True, true", "0, false", "false, false", "'', false"})
  void logIsSentToThoseWhoAsk(String word, boolean wanted)
      throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    fal.clock.advance(Duration.ofSeconds(4));

    Json log = fal.get(submitted.status() + "?logs=" + word).json().get("logs").orElseThrow();

    assertThat(log instanceof Json.Array).isEqualTo(wanted);
  }

  @Test
  void completionTellsTheTimeOfWork() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);

    fal.clock.advance(Fixture.LATENCY);

    assertThat(fal.get(submitted.status()).body())
        .endsWith("\"logs\":null,\"metrics\":{\"inference_time\":9.000}}");
  }

  @Test
  void resultBeforeCompletionIsRefused() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    fal.clock.advance(Fixture.LATENCY.minusMillis(1));

    Answer early = fal.get(submitted.result());

    assertThat(early.status()).isEqualTo(400);
    assertThat(early.body()).isEqualTo("{\"detail\":\"Request is still in progress\"}");
  }

  @Test
  void queuedRequestIsCancelled() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);

    Answer cancelled = fal.put(submitted.cancel());

    assertThat(cancelled.status()).isEqualTo(202);
    assertThat(cancelled.body()).isEqualTo("{\"status\":\"CANCELLATION_REQUESTED\"}");
    Answer status = fal.get(submitted.status());
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.text("status")).isEqualTo("COMPLETED");
    assertThat(status.text("error")).isNotEmpty();
    assertThat(status.text("error_type")).isEqualTo("client_cancelled");
    Answer result = fal.get(submitted.result());
    assertThat(result.status()).isEqualTo(499);
    assertThat(result.text("detail")).isNotEmpty();
    assertThat(result.text("error_type")).isEqualTo("client_cancelled");
    assertThat(result.header("X-Fal-Error-Type")).isEqualTo("client_cancelled");
  }

  @Test
  void requestAtWorkIsCancelledAndStaysSo() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    fal.clock.advance(Duration.ofSeconds(5));

    assertThat(fal.put(submitted.cancel()).status()).isEqualTo(202);
    fal.clock.advance(Fixture.LATENCY);

    assertThat(fal.get(submitted.status()).text("error_type")).isEqualTo("client_cancelled");
    assertThat(fal.put(submitted.cancel()).status()).isEqualTo(400);
  }

  @Test
  void completedRequestIsNotCancelled() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    fal.clock.advance(Fixture.LATENCY);

    Answer late = fal.put(submitted.cancel());

    assertThat(late.status()).isEqualTo(400);
    assertThat(late.body()).isEqualTo("{\"status\":\"ALREADY_COMPLETED\"}");
    assertThat(fal.get(submitted.result()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/response", "/status", "/status/stream"})
  void unknownRequestIsNotFound(String tail) throws IOException, InterruptedException {
    Answer answer = fal.get("/fal-ai/gpt-image-1.5/requests/7" + tail);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"status\":\"NOT_FOUND\"}");
  }

  @Test
  void unknownRequestIsNotCancelled() throws IOException, InterruptedException {
    Answer answer = fal.put("/fal-ai/gpt-image-1.5/requests/7/cancel");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"status\":\"NOT_FOUND\"}");
  }

  @Test
  void requestIsForgottenAnHourAfterCompletion() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);

    fal.clock.advance(Fixture.LATENCY.plusHours(1));

    assertThat(fal.get(submitted.status()).status()).isEqualTo(404);
    assertThat(fal.get(submitted.result()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fal-ai/gpt-image-1", "/fal-ai/gpt-image-1/text-to-image"})
  void shortAndFullFormsBothLead(String app) throws IOException, InterruptedException {
    Submitted submitted = fal.submit("fal-ai/gpt-image-1/text-to-image", PROMPT);
    fal.clock.advance(Fixture.LATENCY);
    String request = app + "/requests/" + submitted.id();

    assertThat(fal.get(request + "/status").text("status_url")).isEqualTo(submitted.status());
    assertThat(fal.get(request).status()).isEqualTo(200);
    assertThat(fal.get(request + "/response").status()).isEqualTo(200);
    assertThat(fal.put(request + "/cancel").text("status")).isEqualTo("ALREADY_COMPLETED");
  }

  @Test
  void anotherAppDoesNotLead() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);

    assertThat(fal.get("/fal-ai/gpt-image-1/requests/" + submitted.id()).status()).isEqualTo(404);
  }

  @Test
  void linksCarryTheNameTheClientUsed() throws IOException, InterruptedException {
    String base = "http://localhost:" + fal.sandbox.uri().getPort();

    Answer answer =
        fal.send(fal.request(base + "/" + Fixture.APP).POST(BodyPublishers.ofString(PROMPT)));

    assertThat(answer.text("status_url")).startsWith(base + "/fal-ai/");
  }

  @ParameterizedTest
  @CsvSource({
    "fal-ai/gpt-image-9, Application 'gpt-image-9' not found",
    "fal-ai/gpt-image-1, Path / not found",
    "fal-ai/gpt-image-1.5/nowhere, Path /nowhere not found"
  })
  void unknownEndpointIsNotFound(String app, String detail)
      throws IOException, InterruptedException {
    Answer answer = fal.post(app, PROMPT);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("detail")).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /fal-ai/gpt-image-1.5, POST",
    "DELETE, /fal-ai/gpt-image-1.5, POST",
    "POST, /fal-ai/gpt-image-1.5/requests/7, GET",
    "POST, /fal-ai/gpt-image-1.5/requests/7/cancel, PUT",
    "DELETE, /fal-ai/gpt-image-1.5/requests/7/cancel, PUT",
    "PUT, /fal-ai/gpt-image-1.5/requests/7/status, GET",
    "POST, /files/x.png, 'GET, HEAD'",
    "POST, /sandbox/ledger, 'GET, HEAD'"
  })
  void otherMethodsAreNotAllowed(String method, String path, String allowed)
      throws IOException, InterruptedException {
    Answer answer = fal.send(fal.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/fal-ai", "/sandbox/x", "/files/x.png"})
  void otherPathsAreNotFound(String path) throws IOException, InterruptedException {
    assertThat(fal.get(path).status()).isEqualTo(404);
  }
}
