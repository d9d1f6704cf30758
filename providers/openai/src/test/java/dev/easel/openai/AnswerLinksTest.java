package dev.easel.openai;

import static dev.easel.openai.AnsweringSeller.USAGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Usd;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import dev.easel.testkit.SinkEvent;
import dev.easel.testkit.TestCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that hold links to their images. */
final class AnswerLinksTest {
  private final RecordingSink sink = new RecordingSink();

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
        new AnsweringSeller(sink)
            .failure(1, "{\"data\": [{\"url\": \"http://169.254.169.254/latest/meta-data\"}]}");
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
