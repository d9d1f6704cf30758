package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.EDITS;
import static dev.easel.sandbox.OpenAiFixture.GENERATIONS;
import static dev.easel.sandbox.OpenAiFixture.file;
import static dev.easel.sandbox.OpenAiFixture.image;
import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.OpenAiFixture.Part;
import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.picture.Encoding;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiStreamTest {

  private final OpenAiFixture openAi = new OpenAiFixture(Duration.ofSeconds(12));

  @AfterEach
  void stop() {
    openAi.close();
  }

  @Test
  void partialImagesComeOnTheWay() throws IOException, InterruptedException {
    try (BufferedReader events =
        open(
            generation(
                "\"quality\":\"high\",\"partial_images\":2,\"output_format\":\"jpeg\"", "a fox"))) {
      openAi.fixture.clock.advance(Duration.ofSeconds(4));
      Json.Struct first = event(events, "image_generation.partial_image");
      assertThat(first.members())
          .containsOnlyKeys(
              "type",
              "b64_json",
              "created_at",
              "size",
              "quality",
              "background",
              "output_format",
              "partial_image_index");
      assertThat(text(first, "partial_image_index")).isEqualTo("0");
      openAi.fixture.clock.advance(Duration.ofSeconds(4));
      Json.Struct second = event(events, "image_generation.partial_image");
      assertThat(text(second, "partial_image_index")).isEqualTo("1");
      openAi.fixture.clock.advance(Duration.ofSeconds(4));
      Json.Struct last = event(events, "image_generation.completed");
      assertThat(last.members())
          .containsOnlyKeys(
              "type",
              "b64_json",
              "created_at",
              "size",
              "quality",
              "background",
              "output_format",
              "usage");
      assertThat(text(last, "usage", "output_tokens")).isEqualTo("4360");
      assertThat(events.readLine()).isNull();
      for (Json.Struct event : List.of(first, second, last)) {
        assertThat(ImageIO.read(new ByteArrayInputStream(file(event))).getWidth()).isEqualTo(1024);
      }
      assertThat(file(first)).isNotEqualTo(file(last));
    }
  }

  @Test
  void editHasEventsOfItsOwn() throws IOException, InterruptedException {
    HttpRequest.Builder edit =
        openAi.form(
            Part.file("image[]", image(64, 64, false, Encoding.PNG)),
            Part.text("prompt", "a hat"),
            Part.text("stream", "true"),
            Part.text("partial_images", "1"));
    try (BufferedReader events = open(edit)) {
      openAi.fixture.clock.advance(Duration.ofSeconds(6));
      event(events, "image_edit.partial_image");
      openAi.fixture.clock.advance(Duration.ofSeconds(6));
      assertThat(text(event(events, "image_edit.completed"), "usage", "output_tokens"))
          .isEqualTo("4260");
    }
    assertThat(openAi.fixture.sandbox.ledger().submits().getFirst().app())
        .isEqualTo(EDITS.substring(1) + "/gpt-image-1.5");
  }

  @Test
  void everyImageIsCompletedByItself() throws IOException, InterruptedException {
    try (BufferedReader events = open(generation("\"n\":2", "a fox"))) {
      openAi.fixture.clock.advance(Duration.ofSeconds(12));
      Json.Struct one = event(events, "image_generation.completed");
      Json.Struct two = event(events, "image_generation.completed");
      assertThat(file(one)).isNotEqualTo(file(two));
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void failureOnTheWayIsAnEvent() throws IOException, InterruptedException {
    try (BufferedReader events =
        open(generation("\"partial_images\":1", "a fox sandbox:image_generation_failed"))) {
      openAi.fixture.clock.advance(Duration.ofSeconds(12));
      event(events, "image_generation.partial_image");
      Json.Struct error = event(events, "error");
      assertThat(text(error, "error", "code")).isEqualTo("image_generation_failed");
      assertThat(events.readLine()).isNull();
    }
  }

  private HttpRequest.Builder generation(String members, String prompt) {
    String body =
        "{\"prompt\":\"%s\",\"model\":\"gpt-image-1.5\",\"stream\":true,%s}"
            .formatted(prompt, members);
    return openAi.request(GENERATIONS).POST(BodyPublishers.ofString(body));
  }

  private BufferedReader open(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = openAi.fixture.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** The next event's data; every event is its name, one line of data and an empty line. */
  private static Json.Struct event(BufferedReader events, String name) throws IOException {
    assertThat(events.readLine()).isEqualTo("event: " + name);
    String data = Objects.requireNonNull(events.readLine());
    assertThat(events.readLine()).isEmpty();
    try {
      Json.Struct struct =
          (Json.Struct)
              JsonReader.read(data.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
      assertThat(text(struct, "type")).isEqualTo(name);
      return struct;
    } catch (MalformedJson e) {
      throw new AssertionError(data, e);
    }
  }
}
