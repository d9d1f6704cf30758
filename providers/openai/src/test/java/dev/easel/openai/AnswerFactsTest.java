package dev.easel.openai;

import static dev.easel.openai.AnsweringSeller.IMAGE;
import static dev.easel.openai.AnsweringSeller.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.spi.Background;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.Meter;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.testkit.RecordingSink;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer tells beside its images. */
final class AnswerFactsTest {
  private final RecordingSink sink = new RecordingSink();
  private final AnsweringSeller answering = new AnsweringSeller(sink);

  @Test
  void everythingIsTakenWhereverItStands() throws Exception {
    Outcome outcome =
        answering.submit(
            1,
            """
            {"unknown": [{"deep": ["\\u00e9", 1e3, null]}], "data": [%s], "quality": "medium",
             "usage": %s, "background": "opaque", "created": 1763630000, "model": "gpt-image-1.5-x"}
            """
                .formatted(IMAGE, USAGE));
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
    assertThat(sink.facts(0))
        .isEqualTo(
            new ImageFacts(
                Optional.of(Quality.MEDIUM), Optional.of(Background.OPAQUE), Optional.empty()));
    assertThat(outcome.servedModel()).isEqualTo("gpt-image-1.5-x");
    assertThat(outcome.billing().reported()).isEmpty();
    assertThat(outcome.billing().usage())
        .isEqualTo(
            Map.of(
                Meter.INPUT_TEXT_TOKEN, new BigDecimal(10),
                Meter.INPUT_IMAGE_TOKEN, new BigDecimal(4),
                Meter.OUTPUT_TEXT_TOKEN, new BigDecimal(6),
                Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(1050)));
  }

  @Test
  void tokensWithoutDetailsAreThoseOfTextInAndImagesOut() throws Exception {
    Outcome outcome =
        answering.submit(
            1,
            "{\"usage\": {\"input_tokens\": 14, \"output_tokens\": 1056}, \"data\": ["
                + IMAGE
                + "]}");
    assertThat(outcome.billing().usage())
        .isEqualTo(
            Map.of(
                Meter.INPUT_TEXT_TOKEN, new BigDecimal(14),
                Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(1056)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"input_tokens\": -1, \"output_tokens\": 5}",
        "{\"input_tokens\": 1e999999999, \"output_tokens\": 5}",
        "{\"input_tokens\": 1}",
        "{\"x\": 1e99999999999}",
        "\"many\"",
        "null"
      })
  void usageThatCannotBeIsNone(String usage) throws Exception {
    Outcome outcome = answering.submit(1, "{\"data\": [" + IMAGE + "], \"usage\": " + usage + "}");
    assertThat(outcome.billing().usage()).isEmpty();
  }

  @Test
  void revisedPromptIsToldEvenAfterTheImage() throws Exception {
    answering.submit(
        1,
        "{\"data\": [{\"b64_json\": \""
            + Pixel.base64()
            + "\", \"revised_prompt\": \"a grey heron\"}]}");
    assertThat(sink.facts(0).revisedPrompt()).contains("a grey heron");
  }

  @Test
  void whatWasAskedForIsTrueWhereNothingIsTold() throws Exception {
    answering.submit(1, "{\"data\": [" + IMAGE + "]}");
    // The quality was left to the model, which did not say; the background was not.
    assertThat(sink.facts(0).quality()).isEmpty();
    assertThat(sink.facts(0).background()).contains(Background.OPAQUE);
  }

  @Test
  void whatIsCountedOfImagesThatAreAllWithheldIsToldWithTheFailure() throws Exception {
    ProviderFailure failure =
        answering.failure(
            1, "{\"data\": [{\"respect_moderation\": false}], \"usage\": " + USAGE + "}");
    assertThat(failure.fault()).isEqualTo(Fault.CONTENT_BLOCKED_OUTPUT);
    assertThat(failure.billing().usage())
        .containsEntry(Meter.OUTPUT_IMAGE_TOKEN, new BigDecimal(1050));
  }

  @Test
  void noTokensAreACountAndNotSilence() throws Exception {
    String usage =
        """
        {"input_tokens": 0, "output_tokens": 0,
         "input_tokens_details": {"text_tokens": 0, "image_tokens": 0}}
        """;
    Outcome outcome = answering.submit(1, "{\"data\": [" + IMAGE + "], \"usage\": " + usage + "}");
    assertThat(outcome.billing().usage())
        .isEqualTo(
            Map.of(
                Meter.INPUT_TEXT_TOKEN, BigDecimal.ZERO,
                Meter.INPUT_IMAGE_TOKEN, BigDecimal.ZERO,
                Meter.OUTPUT_IMAGE_TOKEN, BigDecimal.ZERO));
  }

  @Test
  void revisedPromptIsBounded() throws Exception {
    answering.submit(
        1,
        "{\"data\": [{\"revised_prompt\": \""
            + "x".repeat(100_000)
            + "\", \"b64_json\": \""
            + Pixel.base64()
            + "\"}]}");
    assertThat(sink.facts(0).revisedPrompt().orElseThrow()).hasSize(32 << 10);
  }

  @Test
  void factsThatAreTooLargeArePassedOver() throws Exception {
    Outcome outcome =
        answering.submit(
            1,
            "{\"metadata\": {\"executed_model\": \"odd\", \"n\": [0"
                + ",0".repeat(20_000)
                + "]}, \"data\": ["
                + IMAGE
                + "]}");
    assertThat(outcome.servedModel()).isNotEqualTo("odd");
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  /** Before the images, so that a reader who stops there has lost what was paid for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"unknown\": NUMBER",
        "\"TEXT\": 1",
        "\"unknown\": {\"TEXT\": [NUMBER, \"TEXT\"]}",
        "\"unknown\": DEEP",
        "\"metadata\": {\"note\": \"TEXT\"}",
        "\"metadata\": DEEP",
        "\"model\": \"TEXT\"",
        "\"usage\": [NUMBER]"
      })
  void whatIsLegalAndOddBeforeTheImagesDoesNotLoseThem(String member) throws Exception {
    String odd =
        member
            .replace("NUMBER", "7".repeat(300_000))
            .replace("TEXT", "x".repeat(300_000))
            .replace("DEEP", "[".repeat(1_000) + "]".repeat(1_000));
    answering.submit(1, "{" + odd + ", \"data\": [{" + odd + ", " + IMAGE.substring(1) + "]}");
    assertThat(sink.images()).containsOnlyKeys(0);
  }
}
