package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.sandbox.Fixture.Submitted;
import dev.easel.sandbox.seller.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {

  private final Fixture fal = new Fixture();

  @AfterEach
  void stop() {
    fal.close();
  }

  @Test
  void healthIsTold() throws IOException, InterruptedException {
    assertThat(fal.send(fal.anonymous("/sandbox/healthz").GET()).status()).isEqualTo(200);
  }

  @Test
  void ledgerListsEverySubmit() throws IOException, InterruptedException {
    Submitted accepted = fal.submit("{\"prompt\":\"a fox\"}");
    String rejected =
        fal.post(Fixture.APP, "{\"prompt\":\"b\",\"quality\":1}").header("x-fal-request-id");
    String nameless = fal.post("fal-ai/none", "{\"prompt\":\"c\"}").header("x-fal-request-id");

    assertThat(fal.sandbox.ledger().count()).isEqualTo(3);
    assertThat(fal.send(fal.anonymous("/sandbox/ledger").GET()).body())
        .isEqualTo(
            "{\"count\":3,\"submits\":["
                + entry(Fixture.APP, accepted.id(), "\"a fox\"", "accepted")
                + ","
                + entry(Fixture.APP, rejected, "\"b\"", "rejected")
                + ","
                + entry("fal-ai/none", nameless, "null", "rejected")
                + "]}");
  }

  private static String entry(String app, String id, String prompt, String outcome) {
    return "{\"app\":\"%s\",\"request_id\":\"%s\",\"prompt\":%s,\"outcome\":\"%s\"}"
        .formatted(app, id, prompt, outcome);
  }

  @Test
  void submitWhoseBodyNeverComesIsCountedButNotAccepted() throws IOException, InterruptedException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), fal.sandbox.uri().getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              POST /fal-ai/gpt-image-1.5 HTTP/1.1\r
              Host: sandbox\r
              Authorization: Key k\r
              Expect: 100-continue\r
              Content-Length: 100\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      // The server asks for the body only after it has begun to handle the request.
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100");
    }

    assertThat(fal.sandbox.ledger().submits())
        .extracting(Ledger.Submit::outcome)
        .containsExactly(Ledger.Outcome.ARRIVED);
  }

  @Test
  void oldClientsWithoutAHostGetLinksTheyCanFollow() throws IOException {
    int port = fal.sandbox.uri().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String body = "{\"prompt\":\"a\"}";
      socket
          .getOutputStream()
          .write(
              """
              POST /fal-ai/gpt-image-1.5 HTTP/1.0\r
              Authorization: Key k\r
              Content-Length: %d\r
              \r
              %s\
              """
                  .formatted(body.length(), body)
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("\"status_url\":\"http://127.0.0.1:" + port + "/fal-ai/");
    }
  }

  @Test
  void requestsThatAreNotHttpAreToldSoInJson() throws IOException, InterruptedException {
    assertThat(
            fal.send(fal.anonymous("/a%2Fb/c").POST(BodyPublishers.noBody()))
                .header("Content-Type"))
        .isEqualTo("application/json");
  }

  @Test
  void sandboxesDoNotKnowOneAnother() throws IOException, InterruptedException {
    try (Fixture other = new Fixture()) {
      Submitted submitted = fal.submit("{\"prompt\":\"a fox\"}");

      assertThat(other.sandbox.ledger().count()).isZero();
      assertThat(
              other
                  .get(submitted.result().substring(fal.sandbox.uri().toString().length()))
                  .status())
          .isEqualTo(404);
    }
  }

  @Test
  void withoutLatencyARequestIsCompletedAtOnce() throws IOException, InterruptedException {
    try (Fixture fast = new Fixture(Duration.ZERO)) {
      Submitted submitted = fast.submit("{\"prompt\":\"a fox\"}");

      assertThat(submitted.answer().text("status")).isEqualTo("IN_QUEUE");
      assertThat(fast.get(submitted.status()).text("status")).isEqualTo("COMPLETED");
      assertThat(fast.get(submitted.result()).status()).isEqualTo(200);
    }
  }

  @Test
  void realTimeMovesByItself() throws IOException, InterruptedException {
    SandboxOptions options = SandboxOptions.defaults().withLatency(Duration.ofMillis(120));
    try (Sandbox sandbox = Sandbox.start(options)) {
      String url = sandbox.uri() + "/" + Fixture.APP;
      Instant before = Instant.now();
      Submitted submitted =
          new Submitted(
              fal.send(fal.request(url).POST(BodyPublishers.ofString("{\"prompt\":\"a\"}"))));

      // Which states a stream sees on its way is up to the machine; that it ends, and not before
      // its time, is not.
      String events = fal.get(submitted.status() + "/stream").body().strip();

      assertThat(events.substring(events.lastIndexOf('\n') + 1)).contains("COMPLETED");
      assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(options.latency());
    }
  }

  @Test
  void portInUseIsSaid() {
    SandboxOptions taken = SandboxOptions.defaults().withPort(fal.sandbox.uri().getPort());

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Sandbox.start(taken));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    SandboxOptions defaults = SandboxOptions.defaults();

    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withPort(70_000));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withLatency(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withRetention(Duration.ofSeconds(-1)));
  }
}
