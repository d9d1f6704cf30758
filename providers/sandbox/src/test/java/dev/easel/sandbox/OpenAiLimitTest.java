package dev.easel.sandbox;

import static dev.easel.sandbox.OpenAiFixture.GENERATIONS;
import static dev.easel.sandbox.OpenAiFixture.error;
import static dev.easel.sandbox.OpenAiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.seller.Account;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiLimitTest {

  private final Fixture sandbox =
      new Fixture(Duration.ZERO, options -> options.withAccount(account -> account.withTier(1)));

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void firstTierHasFiveImagesAMinute() throws IOException, InterruptedException {
    Answer taken = draw(4);
    Answer refused = draw(2);

    assertThat(taken.header("x-ratelimit-limit-input-images")).isEqualTo("5");
    assertThat(taken.header("x-ratelimit-remaining-input-images")).isEqualTo("1");
    assertThat(taken.header("x-ratelimit-reset-input-images")).isEqualTo("48s");
    assertThat(taken.header("x-ratelimit-limit-tokens")).isEqualTo("100000");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(error(refused)).isEqualTo("input-images rate_limit_exceeded null");
    assertThat(text(refused.json(), "error", "message"))
        .contains("gpt-image-1.5", "Limit 5, Used 4, Requested 2. Please try again in 12s.");
    assertThat(refused.header("retry-after")).isEqualTo("12");
    assertThat(refused.header("retry-after-ms")).isEqualTo("12000");
  }

  @Test
  void roomGrowsEvenly() throws IOException, InterruptedException {
    draw(5);
    sandbox.clock.advance(Duration.ofMillis(11_999));
    Answer early = draw(1);
    sandbox.clock.advance(Duration.ofMillis(1));
    Answer late = draw(1);

    assertThat(early.status()).isEqualTo(429);
    assertThat(early.header("retry-after-ms")).isEqualTo("1");
    assertThat(late.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void tierIsOneOfFive(int tier) {
    assertThatIllegalArgumentException().isThrownBy(() -> Account.unlimited().withTier(tier));
  }

  @ParameterizedTest
  @CsvSource({"100, 80", "80, 40", "40, 0"})
  void compressionMakesJpegSmaller(int one, int other) throws IOException, InterruptedException {
    assertThat(jpeg(one)).isGreaterThan(jpeg(other));
  }

  private int jpeg(int compression) throws IOException, InterruptedException {
    Answer answer =
        post(
            """
            {"prompt":"a fox","model":"gpt-image-1.5","quality":"low","output_format":"jpeg",
             "output_compression":%d}
            """
                .formatted(compression));
    return OpenAiFixture.files(answer).getFirst().length;
  }

  private Answer draw(int count) throws IOException, InterruptedException {
    return post(
        "{\"prompt\":\"a fox\",\"model\":\"gpt-image-1.5\",\"quality\":\"low\",\"n\":%d}"
            .formatted(count));
  }

  private Answer post(String json) throws IOException, InterruptedException {
    return sandbox.send(
        sandbox
            .anonymous(GENERATIONS)
            .header("Authorization", "Bearer sk-demo")
            .POST(BodyPublishers.ofString(json)));
  }
}
