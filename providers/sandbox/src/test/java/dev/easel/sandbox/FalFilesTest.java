package dev.easel.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalFilesTest {

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fal-ai/gpt-image-1/text-to-image, auto, auto, png, image/png, 1024, 1024, false",
    "fal-ai/gpt-image-1/text-to-image, 1536x1024, transparent, png, image/png, 1536, 1024, true",
    "fal-ai/gpt-image-1-mini, 1024x1536, opaque, jpeg, image/jpeg, 1024, 1536, false",
    "fal-ai/gpt-image-1.5, 1536x1024, auto, jpeg, image/jpeg, 1536, 1024, false"
  })
  void fileIsWhatWasAskedFor(
      String app,
      String size,
      String background,
      String format,
      String contentType,
      int width,
      int height,
      boolean alpha)
      throws IOException, InterruptedException {
    Submitted submitted =
        fal.submit(
            app,
            """
            {"prompt":"a fox","image_size":"%s","background":"%s","output_format":"%s"}
            """
                .formatted(size, background, format));

    Json.Struct image = images(submitted).getFirst();
    HttpResponse<byte[]> file = download(image);

    assertThat(image.members())
        .containsOnlyKeys("url", "content_type", "file_name", "file_size", "width", "height")
        .containsEntry("content_type", new Json.Text(contentType))
        .containsEntry("width", new Json.Numeral(Integer.toString(width)))
        .containsEntry("height", new Json.Numeral(Integer.toString(height)))
        .containsEntry("file_size", new Json.Numeral(Integer.toString(file.body().length)));
    assertThat(file.headers().firstValue("Content-Type")).contains(contentType);
    assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(file.body().length);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file.body()));
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
    assertThat(picture.getColorModel().hasAlpha()).isEqualTo(alpha);
  }

  @ParameterizedTest
  @CsvSource({"auto, false", "transparent, true"})
  void webpIsReallyWebp(String background, boolean alpha) throws IOException, InterruptedException {
    Submitted submitted =
        fal.submit(
            "{\"prompt\":\"a fox\",\"output_format\":\"webp\",\"background\":\"%s\"}"
                .formatted(background));

    Json.Struct image = images(submitted).getFirst();
    HttpResponse<byte[]> file = download(image);

    assertThat(image.get("content_type")).contains(new Json.Text("image/webp"));
    assertThat(file.headers().firstValue("Content-Type")).contains("image/webp");
    ByteBuffer bytes = ByteBuffer.wrap(file.body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(file.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
    assertThat(bytes.getInt(4)).isEqualTo(file.body().length - 8);
    assertThat(new String(file.body(), 8, 8, StandardCharsets.US_ASCII)).isEqualTo("WEBPVP8L");
    int head = bytes.getInt(21);
    assertThat((head & 0x3FFF) + 1).isEqualTo(1024);
    assertThat((head >> 14 & 0x3FFF) + 1).isEqualTo(1024);
    assertThat((head >> 28 & 1) == 1).isEqualTo(alpha);
  }

  @Test
  void everyImageOfARequestIsItsOwn() throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox\",\"num_images\":4}");

    List<Json.Struct> images = images(submitted);

    assertThat(images).hasSize(4);
    assertThat(images.stream().map(image -> image.get("url")).distinct()).hasSize(4);
    assertThat(download(images.getFirst()).body()).isNotEqualTo(download(images.getLast()).body());
  }

  @Test
  void resultSaysWhoseItIs() throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox\"}");
    fal.clock.advance(Fixture.LATENCY);

    assertThat(fal.get(submitted.result()).header("x-fal-request-id")).isEqualTo(submitted.id());
  }

  @Test
  void syncModeGivesADataUri() throws IOException, InterruptedException {
    Submitted submitted =
        fal.submit("{\"prompt\":\"a\",\"sync_mode\":true,\"output_format\":\"jpeg\"}");

    String url = text(images(submitted).getFirst(), "url");

    String head = "data:image/jpeg;base64,";
    assertThat(url).startsWith(head);
    byte[] file = Base64.getDecoder().decode(url.substring(head.length()));
    assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(1024);
  }

  @Test
  void dataUriMayBeNoImageWhenThatIsAskedFor() throws IOException, InterruptedException {
    Submitted submitted =
        fal.submit("{\"prompt\":\"a sandbox:result.no_image\",\"sync_mode\":true}");

    String url = text(images(submitted).getFirst(), "url");

    String head = "data:image/png;base64,";
    assertThat(new String(Base64.getDecoder().decode(url.substring(head.length())), UTF_8))
        .contains("no image");
  }

  @Test
  void fileIsNotThereBeforeCompletion() throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox\"}");

    assertThat(fal.get("/files/" + submitted.id() + "_0.png").status()).isEqualTo(404);
    fal.clock.advance(Fixture.LATENCY);
    assertThat(fal.get("/files/" + submitted.id() + "_0.png").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"_1.png", "_0.jpg", "_0.webp", ".png", "_0.png.png"})
  void fileOfAnotherNameIsNotThere(String end) throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox\"}");
    fal.clock.advance(Fixture.LATENCY);

    assertThat(fal.get("/files/" + submitted.id() + end).status()).isEqualTo(404);
  }

  @Test
  void headTellsTheLengthWithoutTheFile() throws IOException, InterruptedException {
    Submitted submitted = fal.submit("{\"prompt\":\"a fox\"}");
    Json.Struct image = images(submitted).getFirst();

    Answer head =
        fal.send(fal.anonymous(text(image, "url")).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.status()).isEqualTo(200);
    assertThat(new Json.Numeral(head.header("Content-Length")))
        .isEqualTo(member(image, "file_size"));
  }

  private List<Json.Struct> images(Submitted submitted) throws IOException, InterruptedException {
    fal.clock.advance(Fixture.LATENCY);
    Json images = member(fal.get(submitted.result()).json(), "images");
    return ((Json.Array) images).items().stream().map(Json.Struct.class::cast).toList();
  }

  /** Without a key, as fal's files are public. */
  private HttpResponse<byte[]> download(Json.Struct image)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> file =
        fal.send(fal.anonymous(text(image, "url")).GET(), BodyHandlers.ofByteArray());
    assertThat(file.statusCode()).isEqualTo(200);
    return file;
  }

  private static Json member(Json.Struct struct, String name) {
    return struct.get(name).orElseThrow();
  }

  private static String text(Json.Struct struct, String name) {
    return ((Json.Text) member(struct, name)).value();
  }
}
