package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sandbox.Fixture.Answer;
import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FalHistoryTest {

  private static final String LIST = "/platform/v1/models/requests/by-endpoint";

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @Test
  void endedRequestsAreListedLatestFirst() throws IOException, InterruptedException {
    Submitted first = fal.submit("{\"prompt\":\"a\"}");
    fal.clock.advance(Duration.ofSeconds(1));
    Submitted second = fal.submit("{\"prompt\":\"sandbox:content_policy_violation\"}");
    fal.submit("fal-ai/gpt-image-1-mini", "{\"prompt\":\"other\"}");
    fal.clock.advance(Fixture.LATENCY);
    fal.submit("{\"prompt\":\"not yet\"}");

    List<Json.Struct> items = items(list(""));

    assertThat(items)
        .extracting(item -> item.get("request_id").orElseThrow())
        .containsExactly(new Json.Text(second.id()), new Json.Text(first.id()));
    assertThat(items.getFirst().get("status_code")).contains(new Json.Numeral("422"));
    assertThat(items.getLast().members())
        .containsOnlyKeys(
            "request_id",
            "endpoint_id",
            "sent_at",
            "started_at",
            "ended_at",
            "status_code",
            "duration")
        .containsEntry("sent_at", new Json.Text("2026-11-20T10:00:00Z"))
        .containsEntry("started_at", new Json.Text("2026-11-20T10:00:03Z"))
        .containsEntry("ended_at", new Json.Text("2026-11-20T10:00:12Z"))
        .containsEntry("status_code", new Json.Numeral("200"))
        .containsEntry("duration", new Json.Numeral("9.000"));
  }

  @Test
  void timesBoundTheList() throws IOException, InterruptedException {
    fal.submit("{\"prompt\":\"a\"}");
    fal.clock.advance(Fixture.LATENCY);

    assertThat(items(list("&start=2026-11-20T10:00:12Z"))).hasSize(1);
    assertThat(items(list("&start=2026-11-20T10:00:13Z"))).isEmpty();
    assertThat(items(list("&end=2026-11-20T10:00:12Z"))).isEmpty();
    assertThat(list("&end=yesterday").status()).isEqualTo(400);
  }

  @Test
  void listComesInPages() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      fal.submit("{\"prompt\":\"a\"}");
    }
    fal.clock.advance(Fixture.LATENCY);

    Answer page = list("&limit=2");
    assertThat(items(page)).hasSize(2);
    assertThat(page.json().get("has_more")).contains(new Json.Flag(true));
    Answer next = list("&limit=2&cursor=" + page.text("next_cursor"));
    assertThat(items(next)).hasSize(1);
    assertThat(next.json().get("has_more")).contains(new Json.Flag(false));
  }

  @Test
  void payloadIsShownUnlessItWasNotToBeKept() throws IOException, InterruptedException {
    fal.submit("{\"prompt\":\"kept\"}");
    fal.send(
        fal.request("/" + Fixture.APP)
            .header("X-Fal-Store-IO", "0")
            .POST(BodyPublishers.ofString("{\"prompt\":\"not kept\"}")));
    fal.clock.advance(Fixture.LATENCY);

    String page = list("&expand=payloads").body();

    assertThat(page)
        .contains("\"json_input\":{\"prompt\":\"kept\"}")
        .contains("\"json_input\":null")
        .doesNotContain("not kept");
  }

  @Test
  void historyMayBeLate() throws IOException, InterruptedException {
    try (Fixture late =
        new Fixture(
            Fixture.LATENCY,
            options ->
                options.withAccount(account -> account.withHistoryLag(Duration.ofSeconds(3))))) {
      late.submit("{\"prompt\":\"a\"}");
      late.clock.advance(Fixture.LATENCY.plusSeconds(2));
      assertThat(items(late.get(LIST + "?endpoint_id=" + Fixture.APP))).isEmpty();
      late.clock.advance(Duration.ofSeconds(1));
      assertThat(items(late.get(LIST + "?endpoint_id=" + Fixture.APP))).hasSize(1);
    }
  }

  @Test
  void listIsForTheOwnerOfTheKey() throws IOException, InterruptedException {
    assertThat(fal.send(fal.anonymous(LIST).GET()).status()).isEqualTo(401);
    assertThat(fal.get(LIST).status()).isEqualTo(400);
    assertThat(fal.get("/platform/v1/models").status()).isEqualTo(404);
    assertThat(fal.put(LIST).status()).isEqualTo(405);
  }

  private Answer list(String query) throws IOException, InterruptedException {
    return fal.get(LIST + "?endpoint_id=" + Fixture.APP + query);
  }

  private static List<Json.Struct> items(Answer page) {
    Json items = page.json().get("items").orElseThrow();
    return ((Json.Array) items).items().stream().map(Json.Struct.class::cast).toList();
  }
}
