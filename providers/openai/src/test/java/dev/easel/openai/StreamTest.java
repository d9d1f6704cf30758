package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Background;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.Meter;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.SinkEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamTest {
  private static final String PARTIAL =
      event("image_generation.partial_image", "\"partial_image_index\":0");
  private static final String COMPLETED =
      event(
          "image_generation.completed",
          "\"quality\":\"high\",\"background\":\"opaque\",\"usage\":{\"input_tokens\":7,"
              + "\"output_tokens\":4460,\"total_tokens\":4467,"
              + "\"input_tokens_details\":{\"text_tokens\":7,\"image_tokens\":0}}");

  private final RecordingSink sink = new RecordingSink();

  @ParameterizedTest
  @ValueSource(strings = {"", "data: [DONE]\n\n"})
  void previewsComeBeforeTheImage(String end) throws Exception {
    Outcome outcome = submit(1, ": hello\n\n" + PARTIAL + PARTIAL + COMPLETED + end);
    assertThat(sink.events())
        .containsExactly(
            new SinkEvent.Started(),
            new SinkEvent.Started(),
            new SinkEvent.Previewed(0, 0),
            new SinkEvent.Started(),
            new SinkEvent.Previewed(0, 1),
            new SinkEvent.Started(),
            new SinkEvent.Finished(),
            new SinkEvent.Opened(0),
            new SinkEvent.Committed(0));
    assertThat(sink.facts(0))
        .isEqualTo(
            new ImageFacts(
                Optional.of(Quality.HIGH), Optional.of(Background.OPAQUE), Optional.empty()));
    assertThat(outcome.billing().usage())
        .isEqualTo(
            Map.of(
                Meter.INPUT_TEXT_TOKEN, new BigDecimal(7),
                Meter.INPUT_IMAGE_TOKEN, BigDecimal.ZERO,
                Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(4460)));
  }

  @Test
  void imagesOfSeveralFillTheSlotsInOrderAndTheirTokensAddUp() throws Exception {
    Outcome outcome = submit(2, PARTIAL + PARTIAL + COMPLETED + COMPLETED);
    assertThat(sink.events(SinkEvent.Previewed.class))
        .containsExactly(new SinkEvent.Previewed(0, 0), new SinkEvent.Previewed(1, 0));
    assertThat(sink.images()).containsOnlyKeys(0, 1);
    assertThat(outcome.billing().usage())
        .containsEntry(Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(8920));
  }

  @Test
  void tenImagesFillTheirSlotsAfterThePreviewsOfAll() throws Exception {
    StringBuilder stream = new StringBuilder(PARTIAL.repeat(20));
    for (int width = 1; width <= 10; width++) {
      stream.append(COMPLETED.replace(Pixel.base64(), Pixel.base64(width)));
    }
    Outcome outcome = submit(10, stream.toString());
    assertThat(sink.images()).hasSize(10);
    sink.images().forEach((slot, bytes) -> assertThat(bytes).isEqualTo(Pixel.bytes(slot + 1)));
    assertThat(sink.events(SinkEvent.Previewed.class))
        .hasSize(20)
        .endsWith(new SinkEvent.Previewed(9, 1));
    assertThat(sink.events(SinkEvent.Finished.class)).hasSize(1);
    assertThat(outcome.billing().usage())
        .containsEntry(Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(44_600));
  }

  @Test
  void typeMayFollowTheImage() throws Exception {
    String first =
        "data: {\"b64_json\":\"" + Pixel.base64() + "\",\"type\":\"x.partial_image\"}\n\n";
    String last = "data: {\"b64_json\":\"" + Pixel.base64() + "\",\"type\":\"x.completed\"}\n\n";
    submit(1, first + last);
    assertThat(sink.events(SinkEvent.Committed.class)).hasSize(1);
  }

  /** What is bought is waited for from its first byte on, wherever its event says what it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"b64_json\":\"IMAGE\",\"type\":\"x.completed\"}\n\n",
        "data: {\"type\":\"x.completed\",\"b64_json\":\"IMAGE\"}\n\n",
        "event: x.completed\ndata: {\"b64_json\":\"IMAGE\"}\n\n",
        "data: {\"b64_json\":\"IMAGE\"}\nevent: x.completed\n\n",
        "event: message\ndata: {\"b64_json\":\"IMAGE\",\"type\":\"x.completed\"}\n\n"
      })
  void workIsOverWhenWhatMayBeItsImageArrivesWhateverTheOrderOfFields(String event)
      throws Exception {
    submit(1, event.replace("IMAGE", Pixel.base64()));
    assertThat(sink.events())
        .containsExactly(
            new SinkEvent.Started(),
            new SinkEvent.Started(),
            new SinkEvent.Finished(),
            new SinkEvent.Opened(0),
            new SinkEvent.Committed(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"type\":\"x.partial_image\",\"b64_json\":\"IMAGE\"}\n\n",
        "event: x.partial_image\ndata: {\"b64_json\":\"IMAGE\"}\n\n",
        "data: {\"type\":\"x.other\",\"b64_json\":\"IMAGE\"}\n\n",
        "data: {\"type\":\"x.completed\",\"b64_json\":null}\n\n",
        "data: {\"b64_json\":null,\"type\":\"x.completed\"}\n\n"
      })
  void workIsNotOverWhenWhatArrivesCannotBeItsImage(String event) throws Exception {
    failure(event.replace("IMAGE", Pixel.base64()));
    assertThat(sink.events(SinkEvent.Finished.class)).isEmpty();
  }

  @Test
  void previewThatIsNoneIsDropped() throws Exception {
    submit(1, PARTIAL.replace(Pixel.base64(), "aGVsbG8=") + COMPLETED);
    assertThat(sink.events(SinkEvent.Previewed.class)).isEmpty();
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void eventsThatAreNotUnderstoodDoNotKeepTheImageFromComing() throws Exception {
    String broken = PARTIAL.replace(Pixel.base64(), "not base64!");
    Outcome outcome = submit(1, "data: ping\n\n" + broken + COMPLETED);
    assertThat(sink.images()).containsOnlyKeys(0);
    assertThat(outcome.billing().usage())
        .containsEntry(Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(4460));
  }

  @ParameterizedTest
  @ValueSource(strings = {" and more", "}", ", {}", " {\"b64_json\": \"AAAA\"}"})
  void imageIsKeptWhateverFollowsItInItsEvent(String more) throws Exception {
    Outcome outcome = submit(2, COMPLETED.stripTrailing() + more + "\n\n" + COMPLETED);
    assertThat(sink.images()).containsOnlyKeys(0, 1);
    assertThat(outcome.billing().usage())
        .containsEntry(Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(8920));
  }

  @Test
  void partOfTheBillIsNotToldAsTheWhole() throws Exception {
    Outcome outcome = submit(2, COMPLETED);
    assertThat(outcome.billing()).isEqualTo(Billing.untold());
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void completedImageThatIsNoneIsSaidToBeNone() throws Exception {
    ProviderFailure failure = failure(COMPLETED.replace(Pixel.base64(), "aGVsbG8="));
    assertThat(failure.fault()).isEqualTo(Fault.RESPONSE_INVALID);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
  }

  @Test
  void sellerThatDoesNotStreamMayAnswerAtOnce() throws Exception {
    try (FakeSeller seller =
        new FakeSeller(
            Script.json(200, "{\"data\": [{\"b64_json\": \"" + Pixel.base64() + "\"}]}"))) {
      seller.submit(FakeSeller.work(1, 2), sink);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void streamThatEndsWithoutItsImageLeavesTheOutcomeUnknown(int previews) throws Exception {
    ProviderFailure failure = failure(PARTIAL.repeat(previews));
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.retryable()).isFalse();
    assertThat(sink.events(SinkEvent.Previewed.class)).hasSize(previews);
  }

  @Test
  void imageThatIsCutOffIsNone() throws Exception {
    ProviderFailure failure = failure(COMPLETED.substring(0, COMPLETED.length() / 2));
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(sink.images()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void completedImageIsKeptFromItsClosingQuoteOnWhereverItsEventIsCut(Cut cut) throws Exception {
    int image = COMPLETED.indexOf(Pixel.base64()) + Pixel.base64().length();
    int usage = COMPLETED.lastIndexOf("}}");
    AtomicInteger length = new AtomicInteger();
    try (FakeSeller seller =
        new FakeSeller((_, wire) -> cut.write(COMPLETED, length.get(), wire))) {
      for (; length.get() < COMPLETED.length(); length.incrementAndGet()) {
        RecordingSink each = new RecordingSink();
        Optional<Outcome> outcome = outcomeUnlessUnknown(seller, each);
        boolean whole = length.get() > image;
        assertThat(outcome.isPresent()).as("%s at %s", cut, length).isEqualTo(whole);
        assertThat(each.images().keySet()).isEqualTo(whole ? Set.of(0) : Set.of());
        assertThat(outcome.map(Outcome::billing).filter(Billing.untold()::equals).isPresent())
            .as("%s at %s", cut, length)
            .isEqualTo(whole && length.get() <= usage);
        if (whole) {
          assertThat(each.images().get(0)).isEqualTo(Pixel.bytes());
        }
      }
      assertThat(seller.requests()).hasSize(COMPLETED.length());
    }
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void previewIsNoResultWhereverItsEventIsCut(Cut cut) throws Exception {
    AtomicInteger length = new AtomicInteger();
    try (FakeSeller seller = new FakeSeller((_, wire) -> cut.write(PARTIAL, length.get(), wire))) {
      for (; length.get() < PARTIAL.length(); length.incrementAndGet()) {
        RecordingSink each = new RecordingSink();
        assertThat(outcomeUnlessUnknown(seller, each)).as("%s at %s", cut, length).isEmpty();
        assertThat(each.images()).isEmpty();
      }
    }
  }

  /** Nothing says before the image, nor after it, that it is the final one. */
  @ParameterizedTest
  @EnumSource(Cut.class)
  void imageOfWhichNothingSaysThatItIsCompleteIsNoResult(Cut cut) throws Exception {
    String event = COMPLETED.substring(COMPLETED.indexOf("data:"));
    String bare = event.replace("\"type\":\"image_generation.completed\",", "");
    try (FakeSeller seller =
        new FakeSeller((_, wire) -> cut.write(bare, bare.length() - 9, wire))) {
      assertThat(outcomeUnlessUnknown(seller, sink)).isEmpty();
    }
    assertThat(sink.images()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\" no more JSON}", "\",\"usage\":{\"input_tokens\":}}", "\",,}", "\"]"})
  void completedImageIsKeptWhateverCannotBeReadAfterIt(String damage) throws Exception {
    String head = COMPLETED.substring(0, COMPLETED.indexOf("\",\"quality\""));
    Outcome outcome = submit(2, head + damage + "\n\n" + COMPLETED);
    assertThat(sink.images()).containsOnlyKeys(0, 1);
    assertThat(outcome.billing()).isEqualTo(Billing.untold());
  }

  @Test
  void imageIsKeptWhenOnlyTheEmptyLineAfterItIsMissing() throws Exception {
    submit(1, COMPLETED.stripTrailing());
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void imagesBeforeTheBreakAreKept() throws Exception {
    ProviderFailure failure = failure(2, COMPLETED + COMPLETED.substring(0, 60));
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
            + "\"image_generation_server_error\",\"code\":\"image_generation_failed\","
            + "\"message\":\"Image generation failed\",\"param\":null}}\n\n",
        "event: error\ndata: {\"type\":\"error\",\"code\":\"image_generation_failed\","
            + "\"message\":\"Image generation failed\",\"param\":null}\n\n",
        "data: {\"error\":{\"code\":\"image_generation_failed\",\"message\":\"failed\"}}\n\n"
      })
  void failureOfTheSellerLeavesTheOutcomeUnknown(String error) throws Exception {
    ProviderFailure failure = failure(PARTIAL + error);
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
    assertThat(failure.code()).contains("image_generation_failed");
  }

  @Test
  void blockedOutputIsTold() throws Exception {
    ProviderFailure failure =
        failure(
            PARTIAL
                + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                + "\"image_generation_user_error\",\"code\":\"moderation_blocked\","
                + "\"moderation_details\":{\"moderation_stage\":\"output\"}}}\n\n");
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    assertThat(failure.fault()).isEqualTo(Fault.CONTENT_BLOCKED_OUTPUT);
  }

  /** How an answer ends before its end. */
  enum Cut {
    BROKEN {
      @Override
      int told(String whole, int length) {
        return whole.length();
      }
    },
    ENDED {
      @Override
      int told(String whole, int length) {
        return length;
      }
    };

    /** How long the answer is said to be. */
    abstract int told(String whole, int length);

    void write(String whole, int length, OutputStream wire) throws IOException {
      Map<String, String> headers = Map.of("Content-Type", "text/event-stream");
      wire.write(Script.head(200, headers, told(whole, length)).getBytes(UTF_8));
      wire.write(whole.substring(0, length).getBytes(UTF_8));
      wire.flush();
    }
  }

  private static Optional<Outcome> outcomeUnlessUnknown(FakeSeller seller, RecordingSink sink)
      throws Exception {
    try {
      return Optional.of(seller.submit(FakeSeller.work(1, 2), sink));
    } catch (ProviderException e) {
      assertThat(e.failure().fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
      assertThat(e.failure().retryable()).isFalse();
      return Optional.empty();
    }
  }

  private Outcome submit(int count, String stream) throws Exception {
    try (FakeSeller seller = new FakeSeller(events(stream))) {
      return seller.submit(FakeSeller.work(count, 2), sink);
    }
  }

  private ProviderFailure failure(String stream) throws Exception {
    return failure(1, stream);
  }

  private ProviderFailure failure(int count, String stream) throws Exception {
    try (FakeSeller seller = new FakeSeller(events(stream))) {
      return catchThrowableOfType(
              ProviderException.class, () -> seller.submit(FakeSeller.work(count, 3), sink))
          .failure();
    }
  }

  private static Script events(String stream) {
    return Script.reply(
        200, Map.of("Content-Type", "text/event-stream; charset=utf-8"), stream.getBytes(UTF_8));
  }

  private static String event(String type, String rest) {
    return "event: "
        + type
        + "\ndata: {\"type\":\""
        + type
        + "\",\"b64_json\":\""
        + Pixel.base64()
        + "\","
        + rest
        + "}\n\n";
  }
}
