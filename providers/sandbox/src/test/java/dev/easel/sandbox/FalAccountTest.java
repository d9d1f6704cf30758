package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.seller.Account;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalAccountTest {

  private static final String FOX = "{\"prompt\":\"a fox\"}";

  @Test
  void onlySoManyRequestsAreWorkedOnAtATime() throws IOException, InterruptedException {
    try (Fixture fal = limited()) {
      Submitted first = fal.submit(FOX);
      Submitted second = fal.submit(FOX);
      Submitted third = fal.submit(FOX);

      fal.clock.advance(Fixture.LATENCY);

      assertThat(status(fal, first)).isEqualTo("COMPLETED");
      assertThat(status(fal, second)).isEqualTo("IN_PROGRESS");
      assertThat(status(fal, third)).isEqualTo("IN_QUEUE");
      // Nine seconds of work each, one after another.
      fal.clock.advance(Duration.ofSeconds(9));
      assertThat(status(fal, second)).isEqualTo("COMPLETED");
      assertThat(status(fal, third)).isEqualTo("IN_PROGRESS");
    }
  }

  @Test
  void queueLongerThanAskedForIsRefused() throws IOException, InterruptedException {
    try (Fixture fal = new Fixture()) {
      assertThat(fal.post(Fixture.APP + "?fal_max_queue_length=0", FOX).status()).isEqualTo(200);
      assertThat(fal.post(Fixture.APP + "?fal_max_queue_length=0", FOX).status()).isEqualTo(429);
      assertThat(fal.post(Fixture.APP + "?fal_max_queue_length=1", FOX).status()).isEqualTo(200);
      assertThat(fal.post("fal-ai/gpt-image-1-mini?fal_max_queue_length=0", FOX).status())
          .isEqualTo(200);
      assertThat(fal.post(Fixture.APP + "?fal_max_queue_length=x", FOX).status()).isEqualTo(400);
    }
  }

  @Test
  void billedUnitsAreToldOnRequestOnly() throws IOException, InterruptedException {
    try (Fixture fal = new Fixture(Duration.ZERO)) {
      assertThat(units(fal, FOX)).isEmpty();
      assertThat(units(fal, "{\"prompt\":\"a sandbox:billable_units\",\"num_images\":2}"))
          .isEqualTo("2");
      assertThat(units(fal, "{\"prompt\":\"a sandbox:billable_units=7\"}")).isEqualTo("7");
    }
    try (Fixture fal =
        new Fixture(Duration.ZERO, options -> options.withAccount(Account::withUnits))) {
      assertThat(units(fal, FOX)).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flare", "sunburst"})
  void secondAndAHalfGenerationDraws(String name) throws IOException, InterruptedException {
    String app = "openai/gpt-image-2.5/" + name;
    try (Fixture fal = new Fixture(Duration.ZERO)) {
      Submitted submitted =
          fal.submit(
              app + "/text-to-image",
              """
              {"prompt":"a fox","image_size":{"width":1280,"height":720},"quality":"max",
               "output_format":"webp","output_compression":50,"num_images":10}
              """);

      assertThat(submitted.status()).contains("/openai/gpt-image-2.5/requests/");
      assertThat(fal.get(submitted.result()).body()).contains("\"width\":1280,\"height\":720");
      assertThat(fal.post(app, FOX).status()).isEqualTo(404);
      assertThat(fal.post(app + "/edit", FOX).body()).contains("image_urls");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\"output_compression\":50, feature_not_supported",
    "'\"output_compression\":101,\"output_format\":\"jpeg\"', less_than_equal",
    "\"num_images\":11, less_than_equal",
    "\"quality\":\"best\", literal_error"
  })
  void secondAndAHalfGenerationRefuses(String member, String type)
      throws IOException, InterruptedException {
    try (Fixture fal = new Fixture(Duration.ZERO)) {
      Answer answer =
          fal.post("openai/gpt-image-2.5/flare/text-to-image", "{\"prompt\":\"a\"," + member + "}");

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("\"type\":\"" + type + "\"");
    }
  }

  @Test
  void nothingIsNoConcurrency() {
    assertThatIllegalArgumentException().isThrownBy(() -> Account.unlimited().withConcurrency(0));
  }

  private static Fixture limited() {
    return new Fixture(
        Fixture.LATENCY, options -> options.withAccount(account -> account.withConcurrency(1)));
  }

  private static String status(Fixture fal, Submitted submitted)
      throws IOException, InterruptedException {
    return text(fal.get(submitted.status()).json(), "status");
  }

  private static String units(Fixture fal, String body) throws IOException, InterruptedException {
    return fal.get(fal.submit(body).result()).header("X-Fal-Billable-Units");
  }
}
