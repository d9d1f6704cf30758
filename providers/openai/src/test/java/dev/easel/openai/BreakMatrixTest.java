package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Sources;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.TestPicture;
import dev.easel.testkit.TestSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Check R-12 of the test plan: what is no answer, in every phase. */
final class BreakMatrixTest {
  /** What comes instead of a connection. */
  enum Nowhere {
    NAME_UNKNOWN("http://no-such-host.invalid/v1"),
    CONNECTION_REFUSED("http://127.0.0.1:1/v1"),
    HANDSHAKE_FAILED("https://127.0.0.1:PORT/v1");

    private final String baseUrl;

    Nowhere(String baseUrl) {
      this.baseUrl = baseUrl;
    }
  }

  /** What comes instead of an answer. */
  enum Break {
    CUT_BEFORE_THE_HEAD(Fault.UNAVAILABLE, ""),
    CUT_IN_THE_HEAD(Fault.UNAVAILABLE, "HTTP/1.1 200 OK\r\nContent-"),
    NO_HTTP(Fault.UNAVAILABLE, "220 mail ready\r\n\r\n"),
    CUT_BEFORE_THE_BODY(Fault.UNAVAILABLE, head("application/json", 900)),
    CUT_IN_THE_BODY(Fault.UNAVAILABLE, head("application/json", 900) + "{\"data\": [{\"b64"),
    EMPTY(Fault.RESPONSE_INVALID, head("application/json", 0)),
    NO_CONTENT(Fault.RESPONSE_INVALID, "HTTP/1.1 204 No Content\r\n\r\n"),
    PAGE(Fault.RESPONSE_INVALID, head("text/html", 15) + "<html>ok</html>"),
    NO_JSON(Fault.RESPONSE_INVALID, head("application/json", 11) + "{\"data\": oh"),
    UNENDED_EVENT(Fault.RESPONSE_INVALID, head("text/event-stream", 10) + "data: {\"ty");

    private final Fault fault;
    private final String text;

    Break(Fault fault, String text) {
      this.fault = fault;
      this.text = text;
    }

    private static String head(String type, int length) {
      return Script.head(200, Map.of("Content-Type", type), length);
    }

    Script script() {
      return (_, wire) -> wire.write(text.getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource(Nowhere.class)
  void whatWasNotSentWasNotBoughtAndMayBeSentAgain(Nowhere nowhere) throws Exception {
    for (ImageWork work : List.of(FakeSeller.work(1), FakeSeller.work(1, 2))) {
      try (FakeSeller seller = new FakeSeller(Script.cut(), Map.of("base-url", nowhere.baseUrl))) {
        checkNotSent(seller.failure(work, new RecordingSink()));
        assertThat(seller.requests()).isEmpty();
      }
    }
    try (FakeSeller seller = new FakeSeller(Script.cut(), Map.of("base-url", nowhere.baseUrl))) {
      checkNotSent(failureOfForm(seller));
    }
  }

  private static void checkNotSent(ProviderFailure failure) {
    assertThat(failure.fate()).isEqualTo(Fate.NOT_SENT);
    assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void outcomeOfWhatWasSentIsUnknownAndItIsNotSentAgain(Break broken) throws Exception {
    for (ImageWork work : List.of(FakeSeller.work(1), FakeSeller.work(2), FakeSeller.work(1, 2))) {
      try (FakeSeller seller = new FakeSeller(broken.script())) {
        checkUnknown(seller, seller.failure(work, new RecordingSink()), broken);
      }
    }
    try (FakeSeller seller = new FakeSeller(broken.script())) {
      checkUnknown(seller, failureOfForm(seller), broken);
    }
  }

  private static void checkUnknown(FakeSeller seller, ProviderFailure failure, Break broken) {
    assertThat(failure.fate()).isEqualTo(Fate.OUTCOME_UNKNOWN);
    assertThat(failure.fault()).isEqualTo(broken.fault);
    assertThat(failure.retryable()).isFalse();
    assertThat(seller.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void downloadThatBreaksIsMadeAgain(Break broken) throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    RecordingSink sink = new RecordingSink();
    Script once =
        (request, wire) ->
            (failed.getAndSet(true) ? Pixel.script() : broken.script()).play(request, wire);
    try (FakeSeller seller = new FakeSeller(linking(once))) {
      seller.submit(sink);
      assertThat(posts(seller)).isEqualTo(1);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @ParameterizedTest
  @EnumSource(Break.class)
  void downloadThatAlwaysBreaksCanBeHadLater(Break broken) throws Exception {
    RecordingSink sink = new RecordingSink();
    try (FakeSeller seller = new FakeSeller(linking(broken.script()))) {
      ProviderFailure failure = seller.failure(FakeSeller.work(1), sink);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_BILLED);
      assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
      assertThat(failure.retryable()).isTrue();
      assertThat(posts(seller)).isEqualTo(1);
    }
    assertThat(sink.handle()).isPresent();
    assertThat(sink.images()).isEmpty();
  }

  private static ProviderFailure failureOfForm(FakeSeller seller) {
    Sources sources = new Sources(List.of(TestSource.of(TestPicture.small(1))), Optional.empty());
    return catchThrowableOfType(
            ProviderException.class,
            () -> seller.submit(FakeSeller.edit("gpt-image-2"), sources, new RecordingSink()))
        .failure();
  }

  private static long posts(FakeSeller seller) {
    return seller.requests().stream()
        .map(ScriptedRequest::method)
        .filter(method -> method.equals("POST"))
        .count();
  }

  private static Script linking(Script result) {
    return (request, wire) -> {
      String url = "http://" + request.header("Host").orElseThrow() + "/media/0.png";
      Script linked = Script.json(200, "{\"data\": [{\"url\": \"" + url + "\"}]}");
      (request.method().equals("POST") ? linked : result).play(request, wire);
    };
  }
}
