package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.easel.sandbox.Fixture.Submitted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FalStreamTest {

  private static final String PROMPT = "{\"prompt\":\"a fox\"}";

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @Test
  void everyChangeIsToldAndTheLogBitByBit() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    try (BufferedReader events = open(submitted)) {
      assertThat(event(events)).contains("IN_QUEUE").contains("\"queue_position\":2");
      advance(1);
      assertThat(event(events)).contains("\"queue_position\":1");
      advance(1);
      assertThat(event(events)).contains("\"queue_position\":0");
      advance(1);
      assertThat(event(events)).contains("IN_PROGRESS").contains("Asking gpt-image-1.5");
      advance(4);
      assertThat(event(events)).contains("Drawing").doesNotContain("Asking");
      advance(5);
      assertThat(event(events)).contains("COMPLETED").contains("Storing");
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void tenSecondsNeverPassInSilence() throws IOException, InterruptedException {
    try (Fixture slow = new Fixture(Duration.ofHours(1))) {
      Submitted submitted = slow.submit(PROMPT);
      try (BufferedReader events = open(slow, submitted)) {
        String first = event(events);
        slow.clock.advance(Duration.ofSeconds(10));
        assertThat(event(events)).isEqualTo(first);
        slow.clock.advance(Duration.ofSeconds(10));
        assertThat(event(events)).isEqualTo(first);
      }
    }
  }

  @Test
  void cancelEndsTheStreamAtOnce() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    try (BufferedReader events = open(submitted)) {
      assertThat(event(events)).contains("IN_QUEUE");

      assertThat(fal.put(submitted.cancel()).status()).isEqualTo(202);

      assertThat(event(events)).contains("COMPLETED").contains("client_cancelled");
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void completedRequestIsToldOnce() throws IOException, InterruptedException {
    Submitted submitted = fal.submit(PROMPT);
    advance(12);
    try (BufferedReader events = open(submitted)) {
      assertThat(event(events)).contains("COMPLETED").contains("Asking").contains("Storing");
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void closingTheSandboxEndsItsStreams() throws IOException, InterruptedException {
    try (BufferedReader events = open(fal.submit(PROMPT))) {
      assertThat(event(events)).contains("IN_QUEUE");

      fal.sandbox.close();

      assertThatIOException().isThrownBy(events::readLine);
    }
  }

  private void advance(int seconds) {
    fal.clock.advance(Duration.ofSeconds(seconds));
  }

  private BufferedReader open(Submitted submitted) throws IOException, InterruptedException {
    return open(fal, submitted);
  }

  private static BufferedReader open(Fixture fal, Submitted submitted)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        fal.send(
            fal.request(submitted.status() + "/stream?logs=1").GET(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** The next event's data; every event is one data line and one empty line. */
  private static String event(BufferedReader events) throws IOException {
    String data = events.readLine();
    assertThat(data).isNotNull().startsWith("data: {");
    assertThat(events.readLine()).isEmpty();
    return Objects.requireNonNull(data);
  }
}
