package dev.easel.sandbox.fal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration LATENCY = Duration.ofSeconds(10);
  private static final EndpointId APP =
      EndpointId.parse("fal-ai/gpt-image-1/text-to-image").orElseThrow();

  private final RequestQueue queue = new RequestQueue(Duration.ofHours(1));

  @Test
  void requestIsFoundUnderShortAndFullForm() {
    queue.add(request("1", "a"), NOW);

    assertThat(find("fal-ai/gpt-image-1", NOW)).isTrue();
    assertThat(find("fal-ai/gpt-image-1/text-to-image", NOW)).isTrue();
  }

  @Test
  void requestIsNotFoundUnderAnotherApp() {
    queue.add(request("1", "a"), NOW);

    assertThat(find("fal-ai/gpt-image-1.5", NOW)).isFalse();
    assertThat(find("fal-ai/gpt-image-1-mini", NOW)).isFalse();
    assertThat(find("fal-ai/gpt-image-1/edit-image", NOW)).isFalse();
  }

  @Test
  void requestIsForgottenAnHourAfterItsCompletion() {
    queue.add(request("1", "a"), NOW);
    Instant forgotten = NOW.plus(LATENCY).plus(Duration.ofHours(1));

    assertThat(find("fal-ai/gpt-image-1", forgotten.minusMillis(1))).isTrue();
    assertThat(find("fal-ai/gpt-image-1", forgotten)).isFalse();
  }

  @Test
  void oldestGoWhenThereAreTooMany() {
    for (int i = 1; i <= 10_001; i++) {
      queue.add(request(Integer.toString(i), "a"), NOW);
    }

    assertThat(queue.find("1", NOW)).isEmpty();
    assertThat(queue.find("2", NOW)).isPresent();
  }

  @Test
  void oldestGoWhenPromptsAreTooLong() {
    String prompt = "x".repeat(8 * 1024 * 1024);
    for (int i = 1; i <= 3; i++) {
      queue.add(request(Integer.toString(i), prompt), NOW);
    }

    assertThat(queue.find("1", NOW)).isEmpty();
    assertThat(queue.find("2", NOW)).isPresent();
  }

  private boolean find(String app, Instant now) {
    return queue.find(EndpointId.parse(app).orElseThrow(), "1", now).isPresent();
  }

  private static QueuedRequest request(String id, String prompt) {
    Inputs inputs =
        new Inputs(
            Map.of(Inputs.PROMPT, prompt, Inputs.IMAGE_SIZE, "auto", Inputs.OUTPUT_FORMAT, "png"),
            Map.of(Inputs.NUM_IMAGES, 1),
            Map.of());
    Schedule schedule = new Schedule(NOW, LATENCY);
    return new QueuedRequest(
        id,
        APP,
        new ImageOrder("gpt-image-1", inputs),
        schedule,
        Fate.good(schedule),
        Optional.empty());
  }
}
