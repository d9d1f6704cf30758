package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are odd, and of which the one thing that matters can be understood or asked for. */
final class OddAnswerTest {
  private static final String ODD_STATUS =
      "{\"status\": \"IN_PROGRESS\", \"status\": \"COMPLETED\", \"logs\": [],"
          + " \"metrics\": {\"inference_time\": 1e2000}}";
  private static final Script PAGE =
      Script.reply(200, Map.of("Content-Type", "text/html"), "<html>Wait".getBytes(UTF_8));
  private static final Script RESULT = FakeQueue.images("/files/good.png");

  /** How often a page is taken for a passing one. */
  private static final int DOUBTS = 12;

  private final RecordingSink sink = new RecordingSink();

  static List<String> oddMembers() {
    return List.of(
        "\"seed\": 1, \"seed\": 1",
        "\"images\": []",
        "\"seed\": 1e2000",
        "\"timings\": {\"inference\": [1, 1e-99999999999]}",
        "\"seed\": " + "7".repeat(5_000),
        "\"seed\": 0." + "0".repeat(5_000) + "7");
  }

  @ParameterizedTest
  @MethodSource("oddMembers")
  void oddMemberOfAResultDoesNotKeepTheImage(String member) throws Exception {
    Script odd =
        (request, wire) -> {
          String origin = "http://" + request.header("Host").orElseThrow();
          Script.json(
                  200,
                  "{" + member + ", \"images\": [{\"url\": \"" + origin + "/files/good.png\"}]}")
              .play(request, wire);
        };
    try (FakeFal fal = new FakeFal(FakeQueue.completed(FakeQueue.COMPLETED, odd))) {
      fal.submit(sink);
      assertThat(fal.paths("POST")).hasSize(1);
      assertThat(fal.paths("GET").stream().filter(path -> path.endsWith("/r-1"))).hasSize(1);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void oddStatusIsUnderstoodWhenPolled() throws Exception {
    try (FakeFal fal = new FakeFal(FakeQueue.completed(ODD_STATUS, RESULT))) {
      Outcome outcome = fal.submit(sink);
      assertThat(outcome.work()).isEmpty();
      assertThat(fal.paths("GET").stream().filter(path -> path.contains("/status?"))).hasSize(1);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void oddStatusIsUnderstoodWhenStreamed() throws Exception {
    Script stream =
        Script.reply(
            200,
            Map.of("Content-Type", "text/event-stream"),
            ("data: " + ODD_STATUS + "\n\n").getBytes(UTF_8));
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.of(
                FakeQueue.ACCEPTED, stream, List.of(FakeQueue.MISSING), List.of(RESULT)))) {
      fal.submit(sink);
      assertThat(fal.paths("GET")).noneMatch(path -> path.contains("/status?"));
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void oddRefusalIsARefusal() throws Exception {
    Script refusal =
        Script.json(422, "{\"detail\": \"no\", \"detail\": \"no\", \"limit\": 1e2000}");
    try (FakeFal fal = new FakeFal(refusal)) {
      assertThat(fal.failure().fate()).isEqualTo(Fate.REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><title>Wait",
        "not json",
        "",
        "null",
        "[]",
        "\"OK\"",
        "{\"images\": ["
      })
  void resultIsAskedForAgainWhenSomethingElseIsInItsPlace(String page) throws Exception {
    Script other = Script.json(200, page);
    try (FakeFal fal = new FakeFal(FakeQueue.completed(FakeQueue.COMPLETED, other, RESULT))) {
      fal.submit(sink);
      assertThat(fal.paths("POST")).hasSize(1);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void resultThatStaysHiddenIsToldAsOneThatCanComeYetAndIsFollowedOn() throws Exception {
    Script queue =
        FakeQueue.completed(FakeQueue.COMPLETED, pages(DOUBTS + 1, RESULT).toArray(Script[]::new));
    try (FakeFal fal = new FakeFal(queue)) {
      ProviderFailure failure =
          catchThrowableOfType(ProviderException.class, () -> fal.submit(sink)).failure();
      assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.requestId()).isEqualTo(Optional.of("r-1"));
      assertThat(sink.images()).isEmpty();
      fal.provider().resume(sink.handle().orElseThrow(), sink, TestCall.ample());
      assertThat(fal.paths("POST")).hasSize(1);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void pagesDoNotMakeADenialBelievedAtOnce() throws Exception {
    Script queue =
        FakeQueue.completed(
            FakeQueue.COMPLETED, pages(DOUBTS, FakeQueue.MISSING, RESULT).toArray(Script[]::new));
    try (FakeFal fal = new FakeFal(queue)) {
      fal.submit(sink);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  private static List<Script> pages(int count, Script... then) {
    List<Script> answers = new ArrayList<>(Collections.nCopies(count, PAGE));
    Collections.addAll(answers, then);
    return answers;
  }
}
