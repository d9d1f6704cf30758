package dev.easel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as fal sends them. */
final class FalWebhookTest {
  private final Fixture sandbox = new Fixture();
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
  private HttpServer receiver;

  private record Delivery(
      String requestId, String userId, String timestamp, String signature, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }

    Json.Struct json() throws Exception {
      return (Json.Struct) JsonReader.read(bytes());
    }
  }

  @BeforeEach
  void listen() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          deliveries.add(
              new Delivery(
                  headers.getFirst("X-Fal-Webhook-Request-Id"),
                  headers.getFirst("X-Fal-Webhook-User-Id"),
                  headers.getFirst("X-Fal-Webhook-Timestamp"),
                  headers.getFirst("X-Fal-Webhook-Signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          Integer status = answers.poll();
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.stop(0);
  }

  private Fixture.Submitted submit(String prompt) throws Exception {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/here?x=1";
    Fixture.Submitted submitted =
        sandbox.submit(
            Fixture.APP + "?fal_webhook=" + URLEncoder.encode(url, StandardCharsets.UTF_8),
            "{\"prompt\": \"" + prompt + "\"}");
    sandbox.clock.awaitAlarm();
    return submitted;
  }

  private Delivery next() throws InterruptedException {
    return Objects.requireNonNull(deliveries.poll(20, TimeUnit.SECONDS), "nothing came");
  }

  private void pass(Duration time) throws InterruptedException {
    sandbox.clock.awaitAlarm();
    sandbox.clock.advance(time);
  }

  /** Whether the published key signed it. */
  private boolean isSigned(Delivery delivery) throws Exception {
    String page = sandbox.get("/.well-known/jwks.json").body();
    String x = page.replaceFirst(".*\"x\":\"([\\w-]+)\".*", "$1");
    String encoded =
        "302a300506032b6570032100" + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(x));
    PublicKey known =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(delivery.bytes());
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(known);
    check.update(
        String.join(
                "\n",
                delivery.requestId(),
                delivery.userId(),
                delivery.timestamp(),
                HexFormat.of().formatHex(digest))
            .getBytes(StandardCharsets.UTF_8));
    return check.verify(HexFormat.of().parseHex(delivery.signature()));
  }

  @Test
  void aRequestIsReportedWhenItHasEnded() throws Exception {
    Fixture.Submitted submitted = submit("a fox");
    pass(Fixture.LATENCY);
    Delivery delivery = next();
    assertThat(delivery.requestId()).isEqualTo(submitted.id());
    assertThat(delivery.json().get("request_id")).contains(new Json.Text(submitted.id()));
    assertThat(delivery.json().get("status")).contains(new Json.Text("OK"));
    assertThat(delivery.json().get("payload")).contains(sandbox.get(submitted.result()).json());
    assertThat(isSigned(delivery)).isTrue();
  }

  @Test
  void aFailureIsReportedWithItsBody() throws Exception {
    Fixture.Submitted submitted = submit("a fox sandbox:content_policy_violation");
    pass(Fixture.LATENCY);
    Delivery delivery = next();
    assertThat(delivery.json().get("status")).contains(new Json.Text("ERROR"));
    assertThat(delivery.json().get("error")).contains(new Json.Text("Invalid status code: 422"));
    assertThat(delivery.json().get("payload")).contains(sandbox.get(submitted.result()).json());
  }

  @Test
  void aCancelledRequestIsReportedAtOnce() throws Exception {
    Fixture.Submitted submitted = submit("a fox");
    sandbox.put(submitted.cancel());
    assertThat(next().json().get("status")).contains(new Json.Text("ERROR"));
  }

  @Test
  void whatIsNotAcknowledgedIsSentAgainEverMoreSlowly() throws Exception {
    answers.add(500);
    answers.add(404);
    submit("a fox");
    pass(Fixture.LATENCY);
    Instant first = Instant.ofEpochSecond(Long.parseLong(next().timestamp()));
    pass(Duration.ofSeconds(1));
    assertThat(next().timestamp()).isEqualTo(Long.toString(first.plusSeconds(1).getEpochSecond()));
    pass(Duration.ofSeconds(2));
    Delivery last = next();
    assertThat(last.timestamp()).isEqualTo(Long.toString(first.plusSeconds(3).getEpochSecond()));
    assertThat(isSigned(last)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301})
  void whatIsAcknowledgedOrLedElsewhereIsNot(int status) throws Exception {
    answers.add(status);
    submit("a fox sandbox:webhook.twice");
    pass(Fixture.LATENCY);
    next();
    // The second is the one that was asked for.
    next();
    assertThat(deliveries.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "webhook.forged, 0, false",
    "webhook.stale=400, -400, true",
    "webhook.early=400, 400, true"
  })
  void whatIsWrongWithASignatureCanBeAskedFor(String word, long skew, boolean signed)
      throws Exception {
    submit("a fox sandbox:" + word);
    pass(Fixture.LATENCY);
    Delivery delivery = next();
    assertThat(Long.parseLong(delivery.timestamp()))
        .isEqualTo(sandbox.clock.instant().getEpochSecond() + skew);
    assertThat(isSigned(delivery)).isEqualTo(signed);
  }

  @Test
  void aReportCanBeLateAndTooLong() throws Exception {
    submit("a fox sandbox:webhook.late=5000 sandbox:webhook.padded=2000000");
    pass(Fixture.LATENCY);
    assertThat(deliveries.poll(200, TimeUnit.MILLISECONDS)).isNull();
    pass(Duration.ofSeconds(5));
    assertThat(next().body()).hasSizeGreaterThan(2_000_000);
  }

  @Test
  void aReportCanBeLost() throws Exception {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
    sandbox.submit(
        Fixture.APP + "?fal_webhook=" + URLEncoder.encode(url, StandardCharsets.UTF_8),
        "{\"prompt\": \"a fox sandbox:webhook.lost\"}");
    sandbox.clock.advance(Fixture.LATENCY);
    assertThat(deliveries.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }
}
