package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.easel.spi.Background;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.Meter;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Quality;
import dev.easel.spi.Usd;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.SinkEvent;
import dev.easel.testkit.TestCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerTest {
  private static final String IMAGE = "{\"b64_json\": \"" + Pixel.base64() + "\"}";
  private static final String USAGE =
      """
      {"total_tokens": 1070, "input_tokens": 14, "output_tokens": 1056,
       "input_tokens_details": {"text_tokens": 10, "image_tokens": 4},
       "output_tokens_details": {"text_tokens": 6, "image_tokens": 1050}}
      """;

  private final RecordingSink sink = new RecordingSink();

  @Test
  void everythingIsTakenWhereverItStands() throws Exception {
    Outcome outcome =
        submit(
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
        submit(
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
    Outcome outcome = submit(1, "{\"data\": [" + IMAGE + "], \"usage\": " + usage + "}");
    assertThat(outcome.billing().usage()).isEmpty();
  }

  @Test
  void base64MayBeEscapedAndUnpadded() throws Exception {
    String escaped =
        Pixel.base64().replace("/", "\\/").replace("=", "").replaceFirst("A", "\\\\u0041");
    submit(1, "{\"data\": [{\"b64_json\": \"" + escaped + "\"}]}");
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
  }

  @Test
  void revisedPromptIsToldEvenAfterTheImage() throws Exception {
    submit(
        1,
        "{\"data\": [{\"b64_json\": \""
            + Pixel.base64()
            + "\", \"revised_prompt\": \"a grey heron\"}]}");
    assertThat(sink.facts(0).revisedPrompt()).contains("a grey heron");
  }

  @Test
  void whatWasAskedForIsTrueWhereNothingIsTold() throws Exception {
    submit(1, "{\"data\": [" + IMAGE + "]}");
    // The quality was left to the model, which did not say; the background was not.
    assertThat(sink.facts(0).quality()).isEmpty();
    assertThat(sink.facts(0).background()).contains(Background.OPAQUE);
  }

  @Test
  void imagesThatDidNotComeAreRefusedOneByOne() throws Exception {
    submit(4, "{\"data\": [" + IMAGE + ", {\"b64_json\": null}, {\"respect_moderation\": false}]}");
    assertThat(sink.images()).containsOnlyKeys(0);
    assertThat(sink.events(SinkEvent.Refused.class))
        .extracting(SinkEvent.Refused::slot, refused -> refused.why().fault())
        .containsExactly(
            tuple(1, Fault.EMPTY_RESULT),
            tuple(2, Fault.CONTENT_BLOCKED_OUTPUT),
            tuple(3, Fault.EMPTY_RESULT));
  }

  @Test
  void moreImagesThanAskedForAreLeft() throws Exception {
    submit(1, "{\"data\": [" + IMAGE + "," + IMAGE + "]}");
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "Q"})
  void oneImageThatCannotBeDecodedDoesNotTakeTheOthersAlong(String text) throws Exception {
    submit(2, "{\"data\": [{\"b64_json\": \"" + text + "\"}, " + IMAGE + "]}");
    assertThat(sink.images()).containsOnlyKeys(1);
    assertThat(sink.events(SinkEvent.Refused.class))
        .extracting(SinkEvent.Refused::slot, refused -> refused.why().fault())
        .containsExactly(tuple(0, Fault.RESPONSE_INVALID));
  }

  @Test
  void imageMayBeADataUrl() throws Exception {
    submit(1, "{\"data\": [{\"b64_json\": \"data:image/png;base64," + Pixel.base64() + "\"}]}");
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
  }

  @Test
  void linkMayBeADataUrlAndIsDecodedAsItComes() throws Exception {
    String large = "data:image/png;base64," + "QUJD".repeat(400_000);
    submit(
        2,
        "{\"data\": [{\"url\": \"data:image/png;base64,"
            + Pixel.base64()
            + "\"}, {\"url\": \""
            + large
            + "\"}]}");
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
    assertThat(sink.handle()).isEmpty();
    assertThat(sink.events(SinkEvent.Refused.class))
        .extracting(SinkEvent.Refused::slot, refused -> refused.why().fault())
        .containsExactly(tuple(1, Fault.RESPONSE_INVALID));
  }

  @Test
  void oneBrokenImageDoesNotTakeTheOthersAlong() throws Exception {
    submit(3, "{\"data\": [" + IMAGE + ", {\"b64_json\": \"AAAA\"}, " + IMAGE + "]}");
    assertThat(sink.images()).containsOnlyKeys(0, 2);
    assertThat(sink.events(SinkEvent.Refused.class))
        .singleElement()
        .extracting(refused -> refused.why().fault())
        .isEqualTo(Fault.RESPONSE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": []}",
        "{\"data\": null}",
        "{\"created\": 1}",
        "{\"data\": [{}]}",
        "{\"data\": [null]}",
        "{\"data\": {\"b64_json\": \"AAAA\"}}"
      })
  void successWithoutAnImageIsAFailure(String body) throws Exception {
    ProviderFailure failure = failure(1, body);
    assertThat(failure.fault()).isEqualTo(Fault.EMPTY_RESULT);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void everythingWithheldIsBlockedOutput() throws Exception {
    assertThat(failure(1, "{\"data\": [{\"respect_moderation\": false}]}").fault())
        .isEqualTo(Fault.CONTENT_BLOCKED_OUTPUT);
  }

  @Test
  void whatIsCountedOfImagesThatAreAllWithheldIsToldWithTheFailure() throws Exception {
    ProviderFailure failure =
        failure(1, "{\"data\": [{\"respect_moderation\": false}], \"usage\": " + USAGE + "}");
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
    Outcome outcome = submit(1, "{\"data\": [" + IMAGE + "], \"usage\": " + usage + "}");
    assertThat(outcome.billing().usage())
        .isEqualTo(
            Map.of(
                Meter.INPUT_TEXT_TOKEN, BigDecimal.ZERO,
                Meter.INPUT_IMAGE_TOKEN, BigDecimal.ZERO,
                Meter.OUTPUT_IMAGE_TOKEN, BigDecimal.ZERO));
  }

  @Test
  void textInThePlaceOfAnImageIsNone() throws Exception {
    ProviderFailure failure = failure(1, "{\"data\": [{\"b64_json\": \"aGVsbG8=\"}]}");
    assertThat(failure.fault()).isEqualTo(Fault.RESPONSE_INVALID);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    assertThat(sink.images()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"data\": [",
        "{\"data\": [{\"b64_json\": \"iVBORw0KGgo",
        "{\"data\": []} and more",
        "\u0000",
        "{\"data\": NaN}"
      })
  void answerThatIsNotUnderstoodLeavesTheOutcomeUnknown(String body) throws Exception {
    ProviderFailure failure = failure(1, body);
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.fault()).isEqualTo(Fault.RESPONSE_INVALID);
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "], \"meta",
        "]} and more",
        "], \"error\": {\"code\": \"x\"}}",
        "], \"error\": \"\"}"
      })
  void linksAreFetchedWhateverFollowsThem(String rest) throws Exception {
    Script script =
        (request, wire) -> {
          String url = "http://" + request.header("Host").orElseThrow() + "/media/0.png";
          answer(request, "{\"usage\": " + USAGE + ", \"data\": [{\"url\": \"" + url + "\"}" + rest)
              .play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      Outcome outcome = seller.submit(sink);
      assertThat(outcome.billing()).isEqualTo(Billing.untold());
    }
    assertThat(sink.handle()).isPresent();
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void linksBeforeABreakAreFetchedAndTheRestIsNotKnown() throws Exception {
    Script script =
        (request, wire) -> {
          String url = "http://" + request.header("Host").orElseThrow() + "/media/0.png";
          answer(request, "{\"data\": [{\"url\": \"" + url + "\"}, {\"u").play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      seller.submit(FakeSeller.work(2), sink);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
    assertThat(sink.events(SinkEvent.Refused.class))
        .extracting(SinkEvent.Refused::slot, refused -> refused.why().fate())
        .containsExactly(tuple(1, Fate.OUTCOME_UNKNOWN));
  }

  @Test
  void workIsOverWhenItsFirstImageArrives() throws Exception {
    submit(2, "{\"data\": [" + IMAGE + "," + IMAGE + "]}");
    assertThat(sink.events())
        .startsWith(new SinkEvent.Started(), new SinkEvent.Finished(), new SinkEvent.Opened(0));
    assertThat(sink.events(SinkEvent.Finished.class)).hasSize(1);
  }

  @Test
  void failureOfTheHostOverOneImageDoesNotTakeTheOthersAlong() throws Exception {
    RecordingSink failing =
        new RecordingSink(event -> {
          if (event.equals(new SinkEvent.Committed(0))) {
            throw new IllegalStateException("the host failed");
          }
        });
    try (FakeSeller seller =
        new FakeSeller(Script.json(200, "{\"data\": [" + IMAGE + "," + IMAGE + "]}"))) {
      assertThatThrownBy(() -> seller.submit(FakeSeller.work(2), failing))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the host failed");
    }
    assertThat(failing.images()).containsKey(1);
  }

  @Test
  void revisedPromptIsBounded() throws Exception {
    submit(
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
        submit(
            1,
            "{\"metadata\": {\"executed_model\": \"odd\", \"n\": [0"
                + ",0".repeat(20_000)
                + "]}, \"data\": ["
                + IMAGE
                + "]}");
    assertThat(outcome.servedModel()).isNotEqualTo("odd");
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void imagesThatCameBeforeTheAnswerBrokeAreKept() throws Exception {
    ProviderFailure failure = failure(2, "{\"data\": [" + IMAGE + ", {\"b64_json\": \"iVBORw0KG");
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void errorInThePlaceOfAResultIsTold() throws Exception {
    ProviderFailure failure =
        failure(1, "{\"error\": {\"code\": \"moderation_blocked\", \"message\": \"no\"}}");
    assertThat(failure.fault()).isEqualTo(Fault.CONTENT_BLOCKED_INPUT);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
  }

  @Test
  void linksAreFetchedWithoutTheKeyAndCanBeFetchedAgain() throws Exception {
    Script script = links(2, "\"cost\": 0.0421234567891, \"cost_currency\": \"usd\"");
    RecordingSink again = new RecordingSink();
    try (FakeSeller seller = new FakeSeller(script)) {
      Outcome outcome = seller.submit(FakeSeller.work(2), sink);
      assertThat(outcome.billing().reported()).contains(new Usd(42_123_457));
      assertThat(outcome.servedModel()).isEqualTo("fal/gpt-image-1.5");
      Handle handle = sink.handle().orElseThrow();
      assertThat(handle.requestId()).isEqualTo("lf-7");
      assertThat(seller.provider().resume(handle, again, TestCall.ample())).isEqualTo(outcome);
      assertThat(seller.requests())
          .filteredOn(request -> request.method().equals("POST"))
          .hasSize(1);
      assertThat(seller.requests())
          .filteredOn(request -> request.method().equals("GET"))
          .hasSize(4)
          .noneMatch(request -> request.header("Authorization").isPresent());
    }
    assertThat(sink.images()).containsOnlyKeys(0, 1);
    assertThat(again.images()).containsOnlyKeys(0, 1);
  }

  @Test
  void costInAnotherCurrencyIsNotOurs() throws Exception {
    try (FakeSeller seller =
        new FakeSeller(links(1, "\"cost\": 0.042, \"cost_currency\": \"EUR\""))) {
      assertThat(seller.submit(sink).billing().reported()).isEmpty();
    }
  }

  @Test
  void linkToAnotherHostIsNotFollowed() throws Exception {
    ProviderFailure failure =
        failure(1, "{\"data\": [{\"url\": \"http://169.254.169.254/latest/meta-data\"}]}");
    assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_BILLED);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void linksTooLongForAHandleAreFetchedAtOnceAllTheSame() throws Exception {
    Script script =
        (request, wire) -> {
          String url = "http://" + request.header("Host").orElseThrow() + "/" + "x".repeat(5_000);
          answer(request, "{\"data\": [{\"url\": \"" + url + "\"}]}").play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      seller.submit(sink);
    }
    assertThat(sink.handle()).isEmpty();
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void linksBeyondOneHandleAreHandedOverAsTheFirstAreFetched() throws Exception {
    Script script =
        (request, wire) -> {
          String origin = "http://" + request.header("Host").orElseThrow() + "/";
          StringBuilder data = new StringBuilder();
          for (int slot = 0; slot < 10; slot++) {
            data.append(slot == 0 ? "" : ", ")
                .append("{\"url\": \"" + origin + slot + ".png?s=" + "x".repeat(800) + "\"}");
          }
          answer(request, "{\"data\": [" + data + "]}").play(request, wire);
        };
    try (FakeSeller seller = new FakeSeller(script)) {
      seller.submit(FakeSeller.work(10), sink);
    }
    assertThat(sink.images()).hasSize(10);
    List<Handle> handles =
        sink.events(SinkEvent.Accepted.class).stream().map(SinkEvent.Accepted::handle).toList();
    assertThat(handles).hasSizeGreaterThan(1);
    assertThat(handles.getFirst().value()).contains("/0.png", "/1.png").doesNotContain("/9.png");
    assertThat(handles.getLast().value()).contains("/9.png");
  }

  private Outcome submit(int count, String body) throws Exception {
    try (FakeSeller seller = new FakeSeller(Script.json(200, body))) {
      return seller.submit(FakeSeller.work(count), sink);
    }
  }

  private ProviderFailure failure(int count, String body) throws Exception {
    try (FakeSeller seller = new FakeSeller(Script.json(200, body))) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> seller.submit(FakeSeller.work(count), sink));
      assertThat(seller.requests()).hasSize(1);
      return failure.failure();
    }
  }

  private static Script links(int count, String cost) {
    return (request, wire) -> {
      String origin = "http://" + request.header("Host").orElseThrow();
      StringBuilder data = new StringBuilder();
      for (int slot = 0; slot < count; slot++) {
        data.append(slot == 0 ? "" : ", ")
            .append("{\"url\": \"" + origin + "/media/" + slot + ".png\"}");
      }
      String metadata = "{\"executed_model\": \"fal/gpt-image-1.5\", " + cost + "}";
      answer(request, "{\"data\": [" + data + "], \"metadata\": " + metadata + "}")
          .play(request, wire);
    };
  }

  private static Script answer(ScriptedRequest request, String body) {
    return request.method().equals("POST")
        ? Script.reply(
            200,
            Map.of("Content-Type", "application/json", "X-Lumenfall-Request-Id", "lf-7"),
            body.getBytes(UTF_8))
        : Pixel.script();
  }
}
