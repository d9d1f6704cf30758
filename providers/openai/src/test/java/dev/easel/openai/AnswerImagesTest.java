package dev.easel.openai;

import static dev.easel.openai.AnsweringSeller.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.SinkEvent;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of an answer, and answers that have none. */
final class AnswerImagesTest {
  private final RecordingSink sink = new RecordingSink();
  private final AnsweringSeller answering = new AnsweringSeller(sink);

  @Test
  void base64MayBeEscapedAndUnpadded() throws Exception {
    String escaped =
        Pixel.base64().replace("/", "\\/").replace("=", "").replaceFirst("A", "\\\\u0041");
    answering.submit(1, "{\"data\": [{\"b64_json\": \"" + escaped + "\"}]}");
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
  }

  @Test
  void imagesThatDidNotComeAreRefusedOneByOne() throws Exception {
    answering.submit(
        4, "{\"data\": [" + IMAGE + ", {\"b64_json\": null}, {\"respect_moderation\": false}]}");
    assertThat(sink.images()).containsOnlyKeys(0);
    assertThat(sink.events(SinkEvent.Refused.class))
        .extracting(SinkEvent.Refused::slot, refused -> refused.why().fault())
        .containsExactly(
            tuple(1, Fault.EMPTY_RESULT),
            tuple(2, Fault.CONTENT_BLOCKED_OUTPUT),
            tuple(3, Fault.EMPTY_RESULT));
  }

  @Test
  void tenImagesOfOneAnswerFillTheirSlots() throws Exception {
    String images =
        IntStream.rangeClosed(1, 10)
            .mapToObj(width -> "{\"b64_json\": \"" + Pixel.base64(width) + "\"}")
            .collect(Collectors.joining(","));
    answering.submit(10, "{\"data\": [" + images + "]}");
    assertThat(sink.images()).hasSize(10);
    sink.images().forEach((slot, bytes) -> assertThat(bytes).isEqualTo(Pixel.bytes(slot + 1)));
    assertThat(sink.events(SinkEvent.Finished.class)).hasSize(1);
    assertThat(sink.events(SinkEvent.Refused.class)).isEmpty();
  }

  @Test
  void moreImagesThanAskedForAreLeft() throws Exception {
    answering.submit(1, "{\"data\": [" + IMAGE + "," + IMAGE + "]}");
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "Q"})
  void oneImageThatCannotBeDecodedDoesNotTakeTheOthersAlong(String text) throws Exception {
    answering.submit(2, "{\"data\": [{\"b64_json\": \"" + text + "\"}, " + IMAGE + "]}");
    assertThat(sink.images()).containsOnlyKeys(1);
    assertThat(sink.events(SinkEvent.Refused.class))
        .extracting(SinkEvent.Refused::slot, refused -> refused.why().fault())
        .containsExactly(tuple(0, Fault.RESPONSE_INVALID));
  }

  @Test
  void imageMayBeADataUrl() throws Exception {
    answering.submit(
        1, "{\"data\": [{\"b64_json\": \"data:image/png;base64," + Pixel.base64() + "\"}]}");
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
  }

  @Test
  void linkMayBeADataUrlAndIsDecodedAsItComes() throws Exception {
    String large = "data:image/png;base64," + "QUJD".repeat(400_000);
    answering.submit(
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
    answering.submit(3, "{\"data\": [" + IMAGE + ", {\"b64_json\": \"AAAA\"}, " + IMAGE + "]}");
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
    ProviderFailure failure = answering.failure(1, body);
    assertThat(failure.fault()).isEqualTo(Fault.EMPTY_RESULT);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void everythingWithheldIsBlockedOutput() throws Exception {
    assertThat(answering.failure(1, "{\"data\": [{\"respect_moderation\": false}]}").fault())
        .isEqualTo(Fault.CONTENT_BLOCKED_OUTPUT);
  }

  @Test
  void textInThePlaceOfAnImageIsNone() throws Exception {
    ProviderFailure failure = answering.failure(1, "{\"data\": [{\"b64_json\": \"aGVsbG8=\"}]}");
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
    ProviderFailure failure = answering.failure(1, body);
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.fault()).isEqualTo(Fault.RESPONSE_INVALID);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void workIsOverWhenItsFirstImageArrives() throws Exception {
    answering.submit(2, "{\"data\": [" + IMAGE + "," + IMAGE + "]}");
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
  void imagesThatCameBeforeTheAnswerBrokeAreKept() throws Exception {
    ProviderFailure failure =
        answering.failure(2, "{\"data\": [" + IMAGE + ", {\"b64_json\": \"iVBORw0KG");
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void errorInThePlaceOfAResultIsTold() throws Exception {
    ProviderFailure failure =
        answering.failure(
            1, "{\"error\": {\"code\": \"moderation_blocked\", \"message\": \"no\"}}");
    assertThat(failure.fault()).isEqualTo(Fault.CONTENT_BLOCKED_INPUT);
    assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
  }
}
