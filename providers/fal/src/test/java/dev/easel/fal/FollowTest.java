package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.Meter;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.SinkEvent;
import dev.easel.testkit.TestCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FollowTest {
  private static final Script ONE = FakeQueue.images("/files/good.png");
  private static final Script NOT_YET =
      Script.json(400, "{\"detail\": \"Request is still in progress\"}");
  private static final String WAITING = "{\"status\": \"IN_QUEUE\", \"queue_position\": %d}";
  private static final String RUNNING =
      """
      {"status": "IN_PROGRESS", "logs": [
        {"message": "drawing", "timestamp": "2026-11-20T10:00:01.120Z", "level": "INFO"}]}
      """;
  private static final String TIMED =
      "{\"status\": \"COMPLETED\", \"logs\": [], \"metrics\": {\"inference_time\": 38.914}}";

  private final RecordingSink sink = new RecordingSink();

  @Test
  void streamTellsEveryState() throws Exception {
    String events =
        "data: "
            + WAITING.formatted(2)
            + "\n\n: ping\n\ndata: "
            + WAITING.formatted(0)
            + "\n\n"
            + "data: "
            + RUNNING.replace("\n", "")
            + "\n\ndata: "
            + TIMED
            + "\n\n";
    Script stream =
        Script.reply(200, Map.of("Content-Type", "text/event-stream"), events.getBytes(UTF_8));
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.of(FakeQueue.ACCEPTED, stream, List.of(Script.cut()), List.of(ONE)))) {
      Outcome outcome = fal.submit(sink);
      assertThat(outcome.work()).contains(Duration.ofMillis(38_914));
      assertThat(outcome.servedModel()).isEqualTo("fal-ai/gpt-image-1/text-to-image");
    }
    checkEvents();
  }

  @Test
  void pollsWhenTheStreamIsCut() throws Exception {
    Script cutStream =
        (_, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
          wire.write(("data: " + WAITING.formatted(2) + "\n\ndata: {").getBytes(UTF_8));
        };
    List<Script> statuses =
        List.of(
            Script.cut(),
            Script.json(202, WAITING.formatted(0)),
            Script.json(500, "{}"),
            Script.json(202, RUNNING),
            Script.json(202, RUNNING),
            Script.json(200, TIMED));
    try (FakeFal fal =
        new FakeFal(FakeQueue.of(FakeQueue.ACCEPTED, cutStream, statuses, List.of(ONE)))) {
      fal.submit(sink);
    }
    checkEvents();
  }

  @Test
  void workMayGoBackToTheQueue() throws Exception {
    List<Script> statuses =
        List.of(
            Script.json(202, RUNNING),
            Script.json(202, WAITING.formatted(5)),
            Script.json(202, RUNNING),
            Script.json(200, TIMED));
    try (FakeFal fal =
        new FakeFal(FakeQueue.of(FakeQueue.ACCEPTED, FakeQueue.MISSING, statuses, List.of(ONE)))) {
      fal.submit(sink);
    }
    assertThat(sink.events()).contains(new SinkEvent.Started(), new SinkEvent.Queued(5));
    assertThat(sink.has(0)).isTrue();
  }

  @Test
  void resultIsAskedForUntilItIsThere() throws Exception {
    Script billed =
        (request, wire) ->
            Script.reply(
                    200,
                    Map.of("X-Fal-Billable-Units", "1.5"),
                    ("{\"images\": [{\"url\": \"http://"
                            + request.header("Host").orElse("")
                            + "/files/good.png\"}]}")
                        .getBytes(UTF_8))
                .play(request, wire);
    List<Script> results =
        List.of(
            NOT_YET,
            Script.json(202, "{}"),
            Script.cut(),
            Script.json(502, "<html>"),
            FakeQueue.MISSING,
            billed);
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.of(
                FakeQueue.ACCEPTED,
                FakeQueue.MISSING,
                List.of(Script.json(200, TIMED)),
                results))) {
      Outcome outcome = fal.submit(sink);
      assertThat(outcome.billing().usage())
          .isEqualTo(Map.of(Meter.BILLABLE_UNIT, new BigDecimal("1.5")));
    }
    assertThat(sink.has(0)).isTrue();
  }

  @Test
  void unitsToldWithAnImageThatCannotBeHadAreToldWithTheFailure() throws Exception {
    Script gone =
        Script.reply(
            200,
            Map.of("X-Fal-Billable-Units", "0"),
            "{\"images\": [{\"url\": \"no url\"}]}".getBytes(UTF_8));
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.of(
                FakeQueue.ACCEPTED,
                FakeQueue.MISSING,
                List.of(Script.json(200, TIMED)),
                List.of(gone)))) {
      ProviderException failure =
          catchThrowableOfType(ProviderException.class, () -> fal.submit(sink));
      assertThat(failure.failure().billing().usage())
          .isEqualTo(Map.of(Meter.BILLABLE_UNIT, BigDecimal.ZERO));
    }
  }

  @Test
  void urlsOfTheAnswerAreFollowedWhenTheyLeadToTheQueue() throws Exception {
    Script submit =
        (request, wire) ->
            Script.json(
                    200,
                    """
                    {"request_id": "r-1", "status_url": "http://%s/other/r-1/status",
                     "response_url": "http://evil.example/steal"}
                    """
                        .formatted(request.header("Host").orElse("")))
                .play(request, wire);
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.of(
                submit, FakeQueue.MISSING, List.of(Script.json(200, TIMED)), List.of(ONE)))) {
      fal.submit(sink);
      assertThat(fal.paths("GET"))
          .containsExactly(
              "/other/r-1/status/stream?logs=1",
              "/other/r-1/status?logs=1",
              "/fal-ai/gpt-image-1/requests/r-1",
              "/files/good.png");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "content_policy_violation,422,CONTENT_BLOCKED_INPUT,FAILED_PERHAPS_BILLED",
    "image_too_large,422,SOURCE_INVALID,FAILED_PERHAPS_BILLED",
    "no_media_generated,422,EMPTY_RESULT,FAILED_PERHAPS_BILLED",
    "some_new_type,422,REQUEST_REJECTED,FAILED_PERHAPS_BILLED",
    "internal_server_error,500,UNAVAILABLE,FAILED_UNBILLED",
    "some_new_type,500,UNAVAILABLE,FAILED_UNBILLED",
    "runner_disconnected,503,UNAVAILABLE,FAILED_UNBILLED",
    "generation_timeout,504,TIMED_OUT,FAILED_UNBILLED",
    "downstream_service_error,400,UNAVAILABLE,FAILED_PERHAPS_BILLED"
  })
  void failedRunIsToldByItsType(String type, int status, Fault fault, Fate fate) throws Exception {
    String failed =
        """
        {"status": "COMPLETED", "error": "Invalid status code: %d", "error_type": "%s"}
        """
            .formatted(status, type);
    String detail =
        "{\"detail\": [{\"loc\": [\"body\", \"prompt\"], \"msg\": \"no\", \"type\": \""
            + type
            + "\"}]}";
    for (Script result : List.of(Script.json(status, detail), FakeQueue.MISSING, Script.cut())) {
      try (FakeFal fal = new FakeFal(FakeQueue.completed(failed, result))) {
        ProviderFailure failure = fal.failure();
        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.fate()).isEqualTo(fate);
        assertThat(failure.code()).contains(type);
        assertThat(failure.requestId()).contains("r-1");
      }
    }
  }

  @Test
  void failedRunMayBeToldByItsResultAlone() throws Exception {
    String detail =
        "{\"detail\": [{\"loc\": [\"body\"], \"msg\": \"no\", \"type\":"
            + " \"internal_server_error\"}]}";
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, Script.json(500, detail)))) {
      assertThat(fal.failure().fate()).isEqualTo(Fate.FAILED_UNBILLED);
    }
  }

  @Test
  void ownStartTimeoutIsFinal() throws Exception {
    Script late =
        Script.reply(
            504,
            Map.of("X-Fal-Request-Timeout-Type", "user", "X-Fal-Retryable", "true"),
            "{\"detail\": \"not started\", \"error_type\": \"request_timeout\"}".getBytes(UTF_8));
    String failed =
        "{\"status\": \"COMPLETED\", \"error\": \"late\", \"error_type\": \"request_timeout\"}";
    try (FakeFal fal = new FakeFal(FakeQueue.completed(failed, late))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fault()).isEqualTo(Fault.TIMED_OUT);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_UNBILLED);
      assertThat(failure.retryable()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"images": []}|EMPTY_RESULT
          {}|EMPTY_RESULT
          {"images": [{"file_name": "a"}]}|RESPONSE_INVALID
          {"images": [{"url": "::"}]}|RESPONSE_INVALID
          """)
  void resultWithoutAnImageIsAFailure(String result, Fault fault) throws Exception {
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, Script.json(200, result)))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    }
  }

  /** The run is bought by then: whatever a gateway says of our asking says nothing of the bill. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          500|{"detail": "Internal Server Error"}
          502|{"status": "error"}
          503|{"detail": "busy", "error_type": "runner_scheduling_failure"}
          504|<html>
          520|<html>
          401|{"detail": "No user found for Key ID and Secret"}
          403|{"detail": "User is locked. Reason: Exhausted balance."}
          429|{"detail": "too many"}
          """)
  void boughtResultIsAskedForUntilItComes(int status, String body) throws Exception {
    Script passing = Script.json(status, body);
    Script[] results = {passing, passing, passing, passing, passing, passing, ONE};
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, results))) {
      fal.submit(sink);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void gatewayInTheWayDoesNotMakeARefusedRunUnbilled() throws Exception {
    String blocked =
        "{\"status\": \"COMPLETED\", \"error\": \"Invalid status code: 422\","
            + " \"error_type\": \"content_policy_violation\"}";
    Script gateway = Script.json(502, "{\"detail\": \"Bad Gateway\"}");
    try (FakeFal fal = new FakeFal(FakeQueue.completed(blocked, gateway))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fault()).isEqualTo(Fault.CONTENT_BLOCKED_INPUT);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    }
  }

  @Test
  void acceptedWorkIsFollowedThroughATroubleWithOurKey() throws Exception {
    Script locked = Script.json(403, "{\"detail\": \"User is locked.\"}");
    List<Script> statuses =
        List.of(locked, locked, locked, locked, locked, locked, Script.json(200, TIMED));
    try (FakeFal fal =
        new FakeFal(FakeQueue.of(FakeQueue.ACCEPTED, FakeQueue.MISSING, statuses, List.of(ONE)))) {
      fal.submit(sink);
    }
    assertThat(sink.images()).containsOnlyKeys(0);
  }

  @Test
  void imageWithoutAUrlDoesNotKeepTheOthers() throws Exception {
    Script two =
        (request, wire) -> {
          String origin = "http://" + request.header("Host").orElse("");
          String body =
              "{\"images\": [{\"file_name\": \"a\"}, {\"url\": \""
                  + origin
                  + "/files/good.png\"}]}";
          Script.json(200, body).play(request, wire);
        };
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, two))) {
      assertThatThrownBy(() -> fal.submit(sink)).isInstanceOf(ProviderException.class);
      assertThat(sink.images()).containsOnlyKeys(1);
    }
  }

  @Test
  void resultOnAnotherHostIsNotFetched() throws Exception {
    Script elsewhere = FakeQueue.images("https://evil.example/a.png");
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, elsewhere))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_BILLED);
      assertThat(failure.message()).contains("evil.example");
    }
  }

  @Test
  void imageThatIsGoneDoesNotKeepTheOthers() throws Exception {
    Script two = FakeQueue.images("/files/gone.png", "/files/good.png");
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, two))) {
      assertThatThrownBy(() -> fal.submit(sink)).isInstanceOf(ProviderException.class);
      assertThat(sink.images()).containsOnlyKeys(1);
    }
  }

  @Test
  void imagesBeyondThoseAskedForAreLeftAlone() throws Exception {
    Script three = FakeQueue.images("/files/good.png", "/files/good.png", "/files/good.png");
    try (FakeFal fal = new FakeFal(FakeQueue.completed(TIMED, three))) {
      fal.submit(1, sink);
      assertThat(sink.images()).containsOnlyKeys(0);
    }
  }

  @Test
  void requestThatFalForgotIsSaidToBe() throws Exception {
    Script forgotten = Script.json(404, "{\"status\": \"NOT_FOUND\"}");
    try (FakeFal fal =
        new FakeFal(
            FakeQueue.of(
                FakeQueue.ACCEPTED, FakeQueue.MISSING, List.of(forgotten), List.of(forgotten)))) {
      ProviderFailure failure = fal.failure();
      assertThat(failure.fault()).isEqualTo(Fault.RESULT_UNREACHABLE);
      assertThat(failure.fate()).isEqualTo(Fate.FAILED_PERHAPS_BILLED);
    }
  }

  @Test
  void handleOfAnotherSellerIsRefused() throws Exception {
    try (FakeFal fal = new FakeFal(FakeQueue.MISSING)) {
      assertThat(
              catchThrowableOfType(
                  IllegalArgumentException.class,
                  () ->
                      fal.provider()
                          .resume(
                              new Handle("{\"endpoint\": \"a/b\"}", "x"), sink, TestCall.ample())))
          .hasMessageContaining("request id");
      assertThat(fal.requests()).isEmpty();
    }
  }

  private void checkEvents() {
    assertThat(sink.events())
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "Accepted", "Queued", "Queued", "Started", "Logged", "Finished", "Opened", "Committed");
    assertThat(sink.images().get(0)).isEqualTo(Pixel.bytes());
  }
}
