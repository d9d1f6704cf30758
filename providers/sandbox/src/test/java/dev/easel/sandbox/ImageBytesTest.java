package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sandbox whose images all have the same number of bytes. */
class ImageBytesTest {

  private static final int BYTES = 300_000;
  private static final Pattern IMAGE = Pattern.compile("\"b64_json\":\"([^\"]*)\"");

  private final Fixture sandbox =
      new Fixture(Duration.ZERO, options -> options.withImageBytes(BYTES));

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "webp"})
  void imagesOfOpenAiHaveExactlySoManyBytes(String format) throws Exception {
    Answer answer = openAi("\"n\":2,\"size\":\"1536x1024\",\"output_format\":\"" + format + "\"");

    List<byte[]> images = OpenAiFixture.files(answer);
    assertThat(images).hasSize(2).allSatisfy(image -> assertThat(image).hasSize(BYTES));
    if (!format.equals("webp")) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(images.getFirst()));
      assertThat(image.getWidth()).isEqualTo(1536);
      assertThat(image.getHeight()).isEqualTo(1024);
    }
  }

  @Test
  void streamedImagesDoTooAndSoDoTheirPreviews() throws Exception {
    Answer answer = openAi("\"stream\":true,\"partial_images\":1");

    Matcher images = IMAGE.matcher(answer.body());
    assertThat(images.results().map(found -> Base64.getDecoder().decode(found.group(1))))
        .hasSize(2)
        .allSatisfy(image -> assertThat(image).hasSize(BYTES));
  }

  @Test
  void filesOfFalDoTooAndItsResultSaysSo() throws Exception {
    Submitted submitted = sandbox.submit("{\"prompt\":\"a fox\"}");
    Answer result = sandbox.get(submitted.result());

    assertThat(result.body()).contains("\"file_size\":" + BYTES);
    Matcher url = Pattern.compile("\"url\":\"([^\"]*)\"").matcher(result.body());
    assertThat(url.find()).isTrue();
    assertThat(
            sandbox.send(sandbox.anonymous(url.group(1)).GET(), BodyHandlers.ofByteArray()).body())
        .hasSize(BYTES);
  }

  private Answer openAi(String members) throws IOException, InterruptedException {
    String body = "{\"prompt\":\"a fox\",\"model\":\"gpt-image-1.5\"," + members + "}";
    return sandbox.send(
        sandbox
            .anonymous(OpenAiFixture.GENERATIONS)
            .header("Authorization", "Bearer sk-demo")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }
}
