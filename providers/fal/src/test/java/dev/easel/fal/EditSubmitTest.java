package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Background;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Operation;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.Prepared;
import dev.easel.spi.Priority;
import dev.easel.spi.Quality;
import dev.easel.spi.Size;
import dev.easel.spi.SizeChoice;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditSubmitTest {
  private static final Script DONE =
      FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/good.png"));
  private static final String[] TWO = {"https://a.example/1.png", "https://a.example/2.png?x=1"};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gpt-image-1|false|/fal-ai/gpt-image-1/edit-image|"image_size":"1024x1536","quality":"low","background":"opaque","input_fidelity":"low","num_images":2,"output_format":"jpeg","sync_mode":false
          gpt-image-1-mini|false|/fal-ai/gpt-image-1-mini/edit|"image_size":"1024x1536","quality":"low","background":"opaque","num_images":2,"output_format":"jpeg","sync_mode":false
          gpt-image-1.5|true|/fal-ai/gpt-image-1.5/edit|"mask_image_url":"https://a.example/mask.png","image_size":"1024x1536","quality":"low","background":"opaque","input_fidelity":"low","num_images":2,"output_format":"jpeg","sync_mode":false
          gpt-image-2|true|/openai/gpt-image-2/edit|"mask_url":"https://a.example/mask.png","image_size":{"width":1024,"height":1536},"quality":"low","num_images":2,"output_format":"jpeg","sync_mode":false
          """)
  void eachEndpointGetsItsOwnFields(String model, boolean mask, String path, String fields)
      throws Exception {
    try (FakeFal fal = new FakeFal(DONE)) {
      edit(fal, EditWork.of(model), EditWork.published(mask, TWO));
      ScriptedRequest submit = fal.requests().getFirst();
      assertThat(submit.target()).isEqualTo(path);
      assertThat(submit.body())
          .isEqualTo(
              "{\"prompt\":\"at dusk\",\"image_urls\":[\""
                  + String.join("\",\"", TWO)
                  + "\"],"
                  + fields
                  + "}");
    }
  }

  /** What the operator's catalog may add: the example in docs/ is of the same form. */
  @Test
  void endpointsOfTheNewestModelAreWordedFromTheOperatorsCatalog() throws Exception {
    try (FakeFal fal = new FakeFal(DONE, Map.of(), NewestCatalog.read())) {
      ImageWork work =
          new ImageWork(
              Operation.GENERATE,
              "a heron",
              "gpt-image-2.5-flare",
              new OutputSpec(
                  1,
                  Optional.of(new SizeChoice.Exact(new Size(2048, 1024))),
                  Optional.of(Quality.XHIGH),
                  Optional.of(Background.AUTO),
                  Optional.of(ImageFormat.WEBP),
                  Optional.of(80),
                  Optional.empty()),
              Optional.empty(),
              Priority.NORMAL,
              0,
              Optional.empty());
      edit(fal, work, Sources.none());
      ScriptedRequest submit = fal.requests().getFirst();
      assertThat(submit.target()).isEqualTo("/openai/gpt-image-2.5/flare/text-to-image");
      assertThat(submit.body())
          .isEqualTo(
              "{\"prompt\":\"a heron\",\"image_size\":{\"width\":2048,\"height\":1024},"
                  + "\"quality\":\"xhigh\",\"background\":\"auto\",\"num_images\":1,"
                  + "\"output_format\":\"webp\",\"output_compression\":80}");
    }
  }

  @Test
  void complaintAboutASourceNamesIt() throws Exception {
    Script complaint =
        Script.reply(
            422,
            Map.of("Content-Type", "application/json"),
            ("{\"detail\": [{\"loc\": [\"body\", \"image_urls\", 1], \"msg\": \"too large\","
                    + " \"type\": \"image_too_large\"},"
                    + " {\"loc\": [\"body\", \"mask_image_url\"], \"msg\": \"no\","
                    + " \"type\": \"image_load_error\"}]}")
                .getBytes(StandardCharsets.UTF_8));
    try (FakeFal fal = new FakeFal(complaint)) {
      assertThat(fal.failure().fields()).containsExactly("images[1]", "mask");
    }
  }

  private static void edit(FakeFal fal, ImageWork work, Sources sources) throws Exception {
    try (Prepared prepared = fal.provider().prepare(work, sources, TestCall.ample())) {
      prepared.submit(null, new RecordingSink(), TestCall.ample());
    }
  }
}
