package dev.easel.fal;

import dev.easel.fal.WebhookKeys.UnknownKeysException;
import dev.easel.http.CallGuard;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Report;
import dev.easel.spi.Testimony;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges fal's webhooks. Of one that fal signed just now, the request's id is taken and nothing
 * else: what became of the request, fal is asked.
 */
final class Webhooks {
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  /** Where a result was asked for inline, an image is one text. */
  private static final JsonReader READER = new JsonReader(new JsonLimits(1 << 20, 1 << 20, 64));

  private final WebhookKeys keys;

  Webhooks(WebhookKeys keys) {
    this.keys = keys;
  }

  Testimony hear(Report report, EndpointId endpoint, CallGuard guard)
      throws ProviderException, InterruptedException {
    Optional<WebhookSignature> given = signature(report);
    if (given.isEmpty()) {
      return new Testimony.Untrusted("fal's four headers are not there, each once");
    }
    WebhookSignature signature = given.get();
    if (!isOfNow(signature.timestamp(), report.arrivedAt())) {
      return new Testimony.Untrusted("it is not of now, by its time");
    }
    if (!isSigned(report, signature, guard)) {
      return new Testimony.Untrusted("no key of fal's fits its signature");
    }
    if (!requestId(report.body()).equals(Optional.of(signature.requestId()))) {
      return new Testimony.Untrusted("its body speaks of another request than its headers");
    }
    int count = report.work().output().count();
    return QueueTicket.byRule(endpoint, signature.requestId(), count)
        .<Testimony>map(ticket -> new Testimony.Credible(ticket.handle()))
        .orElseGet(() -> new Testimony.Untrusted("its request id is none that can be followed"));
  }

  private static Optional<WebhookSignature> signature(Report report) {
    Optional<String> requestId = report.header("X-Fal-Webhook-Request-Id");
    Optional<String> userId = report.header("X-Fal-Webhook-User-Id");
    Optional<String> timestamp = report.header("X-Fal-Webhook-Timestamp");
    Optional<String> hex = report.header("X-Fal-Webhook-Signature");
    return requestId.isPresent() && userId.isPresent() && timestamp.isPresent() && hex.isPresent()
        ? Optional.of(
            new WebhookSignature(requestId.get(), userId.get(), timestamp.get(), hex.get()))
        : Optional.empty();
  }

  /** What was recorded and is sent again later is no news. */
  private static boolean isOfNow(String timestamp, Instant now) {
    return timestamp.matches("[0-9]{1,11}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(CLOCKS_APART)
            <= 0;
  }

  private boolean isSigned(Report report, WebhookSignature signature, CallGuard guard)
      throws ProviderException, InterruptedException {
    try {
      return keys.anyFits(key -> signature.isOf(report.body(), key), guard);
    } catch (UnknownKeysException e) {
      throw new ProviderException(
          ProviderFailure.of(
              Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE, String.valueOf(e.getMessage())),
          e);
    }
  }

  private static Optional<String> requestId(ByteBuffer body) {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    try {
      // To the letter: a body that names two requests speaks of neither.
      return READER.read(bytes).text("request_id");
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
