package dev.easel.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.OtherRequests;
import dev.easel.spi.Reconciliation;
import dev.easel.testkit.RecordingSink;
import dev.easel.testkit.Script;
import dev.easel.testkit.TestCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fal's history is taken to say of a request whose answer was lost. */
final class ReconcileTest {
  private static final Instant SENT = Instant.parse("2026-11-21T10:00:00Z");
  private static final String LISTING = "/platform/v1/models/requests/by-endpoint";
  private static final String INPUT =
      """
      {"output_format": "jpeg", "num_images": 2.0, "background": "opaque", "quality": "medium",
       "image_size": "auto", "sync_mode": false, "prompt": "a heron"}
      """;

  private static String item(String id, String sentAt, String input) {
    return """
    {"request_id": "%s", "endpoint_id": "fal-ai/gpt-image-1/text-to-image", "sent_at": "%s",
     "started_at": "2026-11-21T10:00:02Z", "ended_at": "2026-11-21T10:00:08Z",
     "status_code": 200, "duration": 6.0, "json_input": %s}
    """
        .formatted(id, sentAt, input);
  }

  private static String item(String id) {
    return item(id, "2026-11-21T10:00:01Z", INPUT);
  }

  private static Script page(String... items) {
    return Script.json(
        200,
        "{\"next_cursor\": null, \"has_more\": false, \"items\": ["
            + String.join(",", items)
            + "]}");
  }

  private static FakeFal fal(Script script) throws Exception {
    return new FakeFal(script, Map.of("reconcile", "listing"));
  }

  private static Reconciliation find(FakeFal fal, OtherRequests others) throws Exception {
    return fal.provider()
        .find(
            new LostAttempt(
                new AttemptKey("job", 1), FakeFal.work(2), SENT, SENT.plusSeconds(2), () -> others),
            TestCall.ample());
  }

  private static Reconciliation find(Script script, String... others) throws Exception {
    try (FakeFal fal = fal(script)) {
      return find(fal, new OtherRequests(Set.of(others), true));
    }
  }

  private static void checkFound(Reconciliation answer, String id) {
    assertThat(answer).isInstanceOf(Reconciliation.Found.class);
    assertThat(((Reconciliation.Found) answer).handle().requestId()).isEqualTo(id);
  }

  @Test
  void requestIsKnownByItsInputHoweverThatIsWritten() throws Exception {
    checkFound(find(page(item("r-1"))), "r-1");
  }

  @Test
  void listingIsAskedForByEndpointAndTime() throws Exception {
    try (FakeFal fal = fal(page())) {
      find(fal, new OtherRequests(Set.of(), true));
      assertThat(fal.paths("GET"))
          .containsExactly(
              LISTING
                  + "?endpoint_id=fal-ai%2Fgpt-image-1%2Ftext-to-image"
                  + "&start=2026-11-21T09%3A59%3A55Z&expand=payloads&limit=100");
      assertThat(fal.requests().getFirst().header("Authorization")).contains("Key " + FakeFal.KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\": \"a heron\"}",
        "{\"prompt\": \"a heron\", \"num_images\": 2, \"quality\": \"medium\","
            + " \"background\": \"opaque\", \"image_size\": \"auto\", \"output_format\":"
            + " \"jpeg\", \"sync_mode\": false, \"more\": 1}",
        "{\"prompt\": \"a heron\", \"num_images\": 1, \"num_images\": 2, \"quality\":"
            + " \"medium\", \"background\": \"opaque\", \"image_size\": \"auto\","
            + " \"output_format\": \"jpeg\", \"sync_mode\": false}",
        "null"
      })
  void requestWithAnyOtherInputIsNotIt(String input) throws Exception {
    assertThat(find(page(item("r-1", "2026-11-21T10:00:01Z", input))))
        .isInstanceOf(Reconciliation.CannotTell.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T09:59:54Z, false",
    "2026-11-21T09:59:55Z, true",
    "2026-11-21T11:00:07+01:00, true",
    "2026-11-21T10:00:08Z, false",
    "yesterday, false"
  })
  void requestOfAnotherTimeIsNotIt(String sentAt, boolean found) throws Exception {
    assertThat(find(page(item("r-1", sentAt, INPUT))) instanceof Reconciliation.Found)
        .isEqualTo(found);
  }

  @Test
  void requestOfAnotherAttemptIsNotItAndTheOtherIs() throws Exception {
    checkFound(find(page(item("r-1"), item("r-2")), "r-1", "r-9"), "r-2");
  }

  /** Its job may have been deleted, so that the host does not know of it any more. */
  @Test
  void requestThatWasAcceptedForAnotherAttemptIsNotIt() throws Exception {
    Script queue = FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/good.png"));
    Script listing = page(item("r-1"));
    Script both =
        (request, wire) ->
            (request.target().startsWith(LISTING) ? listing : queue).play(request, wire);
    try (FakeFal fal = fal(both)) {
      fal.submit(2, new RecordingSink());
      assertThat(find(fal, new OtherRequests(Set.of(), true)))
          .isInstanceOf(Reconciliation.CannotTell.class);
    }
    checkFound(find(both), "r-1");
  }

  @Test
  void ofTwoThatCouldBeItNoneIsTaken() throws Exception {
    assertThat(find(page(item("r-1"), item("r-2")))).isInstanceOf(Reconciliation.CannotTell.class);
  }

  @Test
  void whereAnotherAttemptMayBeBehindItNothingIsTaken() throws Exception {
    try (FakeFal fal = fal(page(item("r-1")))) {
      assertThat(find(fal, new OtherRequests(Set.of(), false)))
          .isInstanceOf(Reconciliation.CannotTell.class);
    }
  }

  /** What runs still is not in the list, so that not being there proves nothing. */
  @Test
  void requestThatIsNotListedIsNeverSaidToBeAbsent() throws Exception {
    assertThat(find(page())).isInstanceOf(Reconciliation.CannotTell.class);
  }

  @Test
  void everyPageIsReadBeforeOneIsTaken() throws Exception {
    List<String> twins = List.of("r-1", "r-2");
    List<String> asked = new ArrayList<>();
    Script pages =
        (request, wire) -> {
          int number = asked.size();
          asked.add(request.target());
          String next = number == 0 ? "\"Mg==\"" : "null";
          Script.json(
                  200,
                  "{\"next_cursor\": %s, \"has_more\": %b, \"items\": [%s]}"
                      .formatted(next, number == 0, item(twins.get(number))))
              .play(request, wire);
        };
    assertThat(find(pages)).isInstanceOf(Reconciliation.CannotTell.class);
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast()).endsWith("&cursor=Mg%3D%3D");
  }

  @Test
  void listThatNeverEndsIsLeft() throws Exception {
    Script endless =
        Script.json(
            200, "{\"next_cursor\": \"x\", \"has_more\": true, \"items\": [" + item("r-1") + "]}");
    try (FakeFal fal = fal(endless)) {
      assertThat(find(fal, new OtherRequests(Set.of(), true)))
          .isInstanceOf(Reconciliation.CannotTell.class);
      assertThat(fal.requests()).hasSize(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, {}", "429, {}", "200, <html>", "200, {}", "200, '{\"items\": 1}'"})
  void answerThatIsNoListTellsNothing(int status, String body) throws Exception {
    assertThat(find(Script.json(status, body))).isInstanceOf(Reconciliation.CannotTell.class);
  }

  @Test
  void brokenConnectionTellsNothing() throws Exception {
    assertThat(find(Script.cut())).isInstanceOf(Reconciliation.CannotTell.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void keyThatMayNotReadTheHistoryIsNotTriedAgain(int status) throws Exception {
    assertThat(find(Script.json(status, "{}"))).isInstanceOf(Reconciliation.Untraceable.class);
  }

  @Test
  void withoutLeaveNobodyIsAsked() throws Exception {
    try (FakeFal fal = new FakeFal(page(item("r-1")))) {
      assertThat(find(fal, new OtherRequests(Set.of(), true)))
          .isInstanceOf(Reconciliation.Untraceable.class);
      assertThat(fal.requests()).isEmpty();
    }
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new FakeFal(page(), Map.of("reconcile", "listing", "store-payloads", "false")).close())
        .withMessageContaining("store-payloads");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FakeFal(page(), Map.of("reconcile", "yes")).close())
        .withMessageContaining("off or listing");
  }
}
