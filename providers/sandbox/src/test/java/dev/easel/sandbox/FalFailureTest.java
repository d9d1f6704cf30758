package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.seller.Ledger;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalFailureTest {

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "content_policy_violation, 422, false",
    "no_media_generated, 422, false",
    "downstream_service_error, 400, false",
    "internal_server_error, 500, true",
    "downstream_service_unavailable, 500, true",
    "generation_timeout, 504, false"
  })
  void modelFails(String type, int status, boolean again) throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox sandbox:%s\"}".formatted(type));
    fal.clock.advance(Fixture.LATENCY);

    Answer state = fal.get(submitted.status());
    Answer result = fal.get(submitted.result());

    assertThat(state.status()).isEqualTo(200);
    assertThat(state.text("status")).isEqualTo("COMPLETED");
    assertThat(state.text("error")).isEqualTo("Invalid status code: " + status);
    assertThat(state.text("error_type")).isEqualTo(type);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.body())
        .contains("\"loc\":[\"body\",\"prompt\"]")
        .contains("\"type\":\"" + type + "\"");
    assertThat(result.header("X-Fal-Retryable")).isEqualTo(Boolean.toString(again));
    assertThat(result.header("X-Fal-Needs-Retry")).isEqualTo(again ? "1" : "0");
    assertThat(fal.get("/files/" + submitted.id() + "_0.png").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "runner_disconnected, 503",
    "runner_incomplete_response, 502",
    "internal_error, 500",
    "startup_timeout, 504"
  })
  void machineryFails(String type, int status) throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox sandbox:%s\"}".formatted(type));
    fal.clock.advance(Fixture.LATENCY);

    Answer result = fal.get(submitted.result());

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.text("error_type")).isEqualTo(type);
    assertThat(result.header("X-Fal-Error-Type")).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"exhausted_balance, 403", "concurrent_requests_limit, 429"})
  void submitIsRefused(String word, int status) throws IOException, InterruptedException {
    Answer answer = fal.post(Fixture.APP, "{\"prompt\":\"sandbox:%s\"}".formatted(word));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(fal.sandbox.ledger().submits().getFirst().outcome())
        .isEqualTo(Ledger.Outcome.REJECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "2999, IN_QUEUE",
    "3000, IN_PROGRESS",
    "5699, IN_PROGRESS",
    "5700, IN_QUEUE",
    "8399, IN_QUEUE",
    "8400, IN_PROGRESS",
    "12000, COMPLETED"
  })
  void requestGoesBackToTheQueue(int millis, String state)
      throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox sandbox:requeued\"}");

    fal.clock.advance(Duration.ofMillis(millis));

    assertThat(fal.get(submitted.status()).text("status")).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Fal-Request-Timeout, 2, 2000, 504",
    "X-Fal-Request-Start-Timeout, 0.5, 500, 504",
    "X-Fal-Request-Timeout, 3, 12000, 200",
    "X-Fal-Request-Timeout, 60, 12000, 200"
  })
  void requestThatIsNotStartedInTimeFails(String header, String value, int millis, int status)
      throws IOException, InterruptedException {
    Submitted submitted =
        new Submitted(
            fal.send(
                fal.request("/" + Fixture.APP)
                    .header(header, value)
                    .POST(BodyPublishers.ofString("{\"prompt\":\"a\"}"))));

    fal.clock.advance(Duration.ofMillis(millis - 1));
    assertThat(fal.get(submitted.result()).status()).isEqualTo(400);
    fal.clock.advance(Duration.ofMillis(1));

    Answer result = fal.get(submitted.result());
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.header("X-Fal-Request-Timeout-Type")).isEqualTo(status == 504 ? "user" : "");
  }

  @Test
  void resultIsForgottenInItsTime() throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"sandbox:content_policy_violation\"}");

    fal.clock.advance(Fixture.LATENCY.plusHours(1));

    assertThat(fal.get(submitted.result()).status()).isEqualTo(404);
  }
}
