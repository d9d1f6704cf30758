package dev.easel.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Moderation;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Prepared;
import dev.easel.spi.Priority;
import dev.easel.spi.Quality;
import dev.easel.spi.Secret;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTest {
  private static final Script DONE =
      Script.json(200, "{\"data\": [{\"b64_json\": \"" + Pixel.base64() + "\"}]}");

  @Test
  void requestIsAsOpenAiDocumentsIt() throws Exception {
    Map<String, String> settings = Map.of("organization", "org-demo", "project", "proj_demo");
    ScriptedRequest request = arrived(settings, work(Optional.of("user-7"), 0));
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/v1/images/generations");
    assertThat(request.body())
        .isEqualTo(
            "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a heron\",\"n\":2,\"size\":\"1024x1536\","
                + "\"quality\":\"high\",\"background\":\"opaque\",\"output_format\":\"jpeg\","
                + "\"output_compression\":80,\"moderation\":\"low\",\"user\":\"user-7\"}");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer " + FakeSeller.KEY)
        .containsEntry("content-type", "application/json")
        .containsEntry("accept", "application/json")
        .containsEntry("user-agent", "easel-test/1")
        .containsEntry("openai-organization", "org-demo")
        .containsEntry("openai-project", "proj_demo");
  }

  /** They are the operator's, and OpenAI refuses a key that is not of theirs. */
  @Test
  void callersWorkIsNotBookedOnTheOperatorsProject() throws Exception {
    Map<String, String> settings =
        Map.of("organization", "org-demo", "project", "proj_demo", "caller-key", "allowed");
    try (FakeSeller seller = new FakeSeller(DONE, settings);
        Prepared prepared =
            seller.provider().prepare(FakeSeller.work(1), Sources.none(), TestCall.ample())) {
      prepared.submit(Secret.of("sk-of-a-caller"), new RecordingSink(), TestCall.ample());
      assertThat(seller.requests().getFirst().headers())
          .containsEntry("authorization", "Bearer sk-of-a-caller")
          .doesNotContainKeys("openai-organization", "openai-project");
    }
  }

  @Test
  void previewsAreAskedForAsAStream() throws Exception {
    ScriptedRequest request = arrived(Map.of(), work(Optional.empty(), 3));
    assertThat(request.body()).endsWith("\"stream\":true,\"partial_images\":3}");
    assertThat(request.headers()).containsEntry("accept", "text/event-stream");
  }

  @Test
  void compressionIsNotToldWhereThereIsNone() throws Exception {
    try (FakeSeller seller = new FakeSeller(DONE)) {
      ImageWork usual = FakeSeller.work(1);
      OutputSpec png = usual.output();
      seller.submit(
          with(
              usual,
              new OutputSpec(
                  1,
                  png.size(),
                  png.quality(),
                  png.background(),
                  Optional.of(ImageFormat.PNG),
                  Optional.of(100),
                  Optional.empty())),
          new RecordingSink());
      assertThat(seller.requests().getFirst().body())
          .doesNotContain("output_compression", "moderation", "user", "stream", "response_format");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wxh, '\"size\":\"1024x1536\"'",
    "width-height, '\"width\":1024,\"height\":1536'",
    "aspect-ratio, '\"aspect_ratio\":\"2:3\"'"
  })
  void sizeIsToldAsTheSellerWantsIt(String mode, String member) throws Exception {
    ScriptedRequest request = arrived(Map.of("size-mode", mode), work(Optional.empty(), 0));
    assertThat(request.body()).contains("\"n\":2," + member + ",\"quality\"");
  }

  @Test
  void sellerWithOneSizeIsToldNone() throws Exception {
    try (FakeSeller seller = new FakeSeller(DONE, Map.of("size-mode", "omit"))) {
      ImageWork sized = FakeSeller.work(1);
      assertThat(seller.failure(sized, new RecordingSink()).fields())
          .containsExactly("output.auto_size");
      assertThat(seller.requests()).isEmpty();
      OutputSpec output = sized.output();
      seller.submit(
          with(
              sized,
              new OutputSpec(
                  1,
                  Optional.empty(),
                  output.quality(),
                  output.background(),
                  output.format(),
                  Optional.empty(),
                  Optional.empty())),
          new RecordingSink());
      assertThat(seller.requests().getFirst().body()).doesNotContain("size");
    }
  }

  @Test
  void azureIsSpokenToInItsNewerForm() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("preset", "azure");
    settings.put("base-url", "SERVER/openai/v1/");
    settings.put("model-map", "gpt-image-1.5 = pictures, gpt-image-1=old");
    settings.put("organization", "org-of-nobody-at-azure");
    ScriptedRequest request = arrived(settings, unmoderated());
    assertThat(request.target()).isEqualTo("/openai/v1/images/generations");
    assertThat(request.body()).startsWith("{\"model\":\"pictures\",");
    assertThat(request.headers())
        .containsEntry("api-key", FakeSeller.KEY)
        .doesNotContainKeys("authorization", "openai-organization");
  }

  @Test
  void azureIsSpokenToInItsOlderForm() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("preset", "azure");
    settings.put("base-url", "SERVER/openai");
    settings.put("generations-path", "/deployments/{model}/images/generations");
    settings.put("query", "api-version=2025-04-01-preview");
    settings.put("model-map", "gpt-image-1.5=my pictures");
    assertThat(arrived(settings, unmoderated()).target())
        .isEqualTo(
            "/openai/deployments/my%20pictures/images/generations?api-version=2025-04-01-preview");
  }

  @Test
  void compatibleSellersHaveTheirOwnWays() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("preset", "compatible");
    settings.put("generations-path", "/pictures");
    settings.put("auth-header", "X-Key");
    settings.put("auth-prefix", "Token");
    settings.put("headers", "X-One=1, X-Two=a=b");
    settings.put("response-format", "b64_json");
    ScriptedRequest request = arrived(settings, work(Optional.empty(), 0));
    assertThat(request.target()).isEqualTo("/v1/pictures");
    assertThat(request.body()).endsWith("\"response_format\":\"b64_json\"}");
    assertThat(request.headers())
        .containsEntry("x-key", "Token " + FakeSeller.KEY)
        .containsEntry("x-one", "1")
        .containsEntry("x-two", "a=b")
        .doesNotContainKey("authorization");
  }

  private static ScriptedRequest arrived(Map<String, String> settings, ImageWork work)
      throws Exception {
    try (FakeSeller seller = new FakeSeller(DONE, settings)) {
      seller.submit(work, new RecordingSink());
      assertThat(seller.requests()).hasSize(1);
      return seller.requests().getFirst();
    }
  }

  private static ImageWork unmoderated() {
    return work(Optional.empty(), Optional.empty(), 0);
  }

  private static ImageWork work(Optional<String> endUser, int previews) {
    return work(Optional.of(Moderation.LOW), endUser, previews);
  }

  private static ImageWork work(
      Optional<Moderation> moderation, Optional<String> endUser, int previews) {
    return new ImageWork(
        Operation.GENERATE,
        "a heron",
        "gpt-image-1.5",
        new OutputSpec(
            2,
            Optional.of(new SizeChoice.Exact(new Size(1024, 1536))),
            Optional.of(Quality.HIGH),
            Optional.of(Background.OPAQUE),
            Optional.of(ImageFormat.JPEG),
            Optional.of(80),
            moderation),
        Optional.empty(),
        Priority.NORMAL,
        previews,
        endUser);
  }

  private static ImageWork with(ImageWork work, OutputSpec output) {
    return new ImageWork(
        work.operation(),
        work.prompt(),
        work.model(),
        output,
        work.inputFidelity(),
        work.priority(),
        work.previewCount(),
        work.endUser());
  }
}
