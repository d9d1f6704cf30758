package dev.easel.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestPicture;
import dev.easel.testkit.TestSource;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EditRequestTest {
  private static final Script DONE =
      Script.json(200, "{\"data\": [{\"b64_json\": \"" + Pixel.base64() + "\"}]}");
  private static final URI FIRST = URI.create("https://pictures.example/one.png");
  private static final URI SECOND = URI.create("https://pictures.example/two.png");

  @Test
  void formHasEveryFileUnderANameOfOurs() throws Exception {
    Sources sources =
        new Sources(
            List.of(held(1), TestSource.published(FIRST, TestPicture.small(2))),
            Optional.of(held(3)));
    ScriptedRequest request = arrived(Map.of(), FakeSeller.edit("gpt-image-2"), sources);
    String type = request.header("Content-Type").orElseThrow();
    assertThat(type).matches("multipart/form-data; boundary=easel-[0-9a-f]{32}");
    String boundary = "--" + type.substring(type.indexOf('=') + 1);
    assertThat(request.target()).isEqualTo("/v1/images/edits");
    assertThat(request.body())
        .contains(
            boundary + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na heron\r\n",
            boundary + "\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n",
            boundary
                + "\r\nContent-Disposition: form-data; name=\"image[]\"; filename=\"image-0.png\""
                + "\r\nContent-Type: image/png\r\n\r\n",
            "name=\"image[]\"; filename=\"image-1.png\"",
            "name=\"mask\"; filename=\"mask.png\"")
        .endsWith("\r\n" + boundary + "--\r\n")
        .doesNotContain("one.png", "moderation", "input_fidelity");
  }

  @Test
  void bareNamesAreUsedWhereTheSellerWantsThem() throws Exception {
    ScriptedRequest request =
        arrived(
            Map.of("edit-transport", "multipart-bare"),
            FakeSeller.edit("gpt-image-2"),
            new Sources(List.of(held(1), held(2)), Optional.empty()));
    assertThat(request.body())
        .contains("name=\"image\"; filename=\"image-0.png\"", "name=\"image\"; filename=\"image-1")
        .doesNotContain("image[]");
  }

  @Test
  void publishedSourcesAreNamedInADocument() throws Exception {
    ScriptedRequest request =
        arrived(Map.of(), FakeSeller.edit("gpt-image-2"), published(Optional.of(SECOND)));
    assertThat(request.header("Content-Type")).contains("application/json");
    assertThat(request.body())
        .endsWith(
            ",\"images\":[{\"image_url\":\"https://pictures.example/one.png\"}],"
                + "\"mask\":{\"image_url\":\"https://pictures.example/two.png\"}}");
  }

  @Test
  void sizeThatTheDocumentHasNoWordForMakesAForm() throws Exception {
    ImageWork work = FakeSeller.edit("gpt-image-2");
    OutputSpec output = work.output();
    ImageWork wide =
        new ImageWork(
            work.operation(),
            work.prompt(),
            work.model(),
            new OutputSpec(
                1,
                Optional.of(new SizeChoice.Exact(new Size(2048, 1152))),
                output.quality(),
                output.background(),
                output.format(),
                output.compression(),
                output.moderation()),
            work.inputFidelity(),
            work.priority(),
            0,
            Optional.empty());
    assertThat(arrived(Map.of(), wide, published(Optional.empty())).header("Content-Type"))
        .get()
        .asString()
        .startsWith("multipart/form-data");
  }

  @Test
  void documentHoldsBytesAsDataUrls() throws Exception {
    ScriptedRequest request =
        arrived(
            Map.of("edit-transport", "json"),
            FakeSeller.edit("gpt-image-2"),
            new Sources(List.of(held(1)), Optional.empty()));
    assertThat(request.body())
        .endsWith(
            ",\"images\":[{\"image_url\":\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(TestPicture.small(1).bytes())
                + "\"}]}");
    assertThat(request.header("Content-Length"))
        .contains(Integer.toString(request.body().getBytes(ISO_8859_1).length));
  }

  @Test
  void sourceThatIsTooLongForADocumentIsRefusedBeforeAnythingIsSent() throws Exception {
    Sources sources =
        new Sources(
            List.of(held(1), TestSource.of(TestPicture.large(2, 16 << 20))), Optional.empty());
    try (FakeSeller seller = new FakeSeller(DONE, Map.of("edit-transport", "json"))) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> seller.submit(FakeSeller.edit("gpt-image-2"), sources, new RecordingSink()));
      assertThat(failure.failure().fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(failure.failure().fault()).isEqualTo(Fault.SOURCE_INVALID);
      assertThat(failure.failure().fields()).containsExactly("images[1]");
      assertThat(seller.requests()).isEmpty();
    }
  }

  @Test
  void sourceThatWeCannotReadIsNotBlamedOnTheSeller() throws Exception {
    Sources sources =
        new Sources(List.of(TestSource.unreadable(TestPicture.small(1))), Optional.empty());
    try (FakeSeller seller = new FakeSeller(DONE)) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> seller.submit(FakeSeller.edit("gpt-image-2"), sources, new RecordingSink()));
      assertThat(failure.failure().fate()).isEqualTo(Fate.NOT_SENT);
      assertThat(failure.failure().fault()).isEqualTo(Fault.STORAGE_FAILED);
      assertThat(failure.failure().retryable()).isFalse();
      assertThat(seller.requests()).isEmpty();
    }
  }

  private static ScriptedRequest arrived(
      Map<String, String> settings, ImageWork work, Sources sources) throws Exception {
    try (FakeSeller seller = new FakeSeller(DONE, settings)) {
      seller.submit(work, sources, new RecordingSink());
      return seller.requests().getFirst();
    }
  }

  private static SourceImage held(int colour) {
    return TestSource.of(TestPicture.small(colour));
  }

  private static Sources published(Optional<URI> mask) {
    return new Sources(
        List.of(TestSource.published(FIRST, TestPicture.small(1))),
        mask.map(url -> TestSource.published(url, TestPicture.small(2))));
  }
}
