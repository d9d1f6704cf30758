package dev.easel.sandbox.openai;

import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** The headers that every answer has. Safe for use by several threads. */
final class Envelope {

  static final String REQUEST_ID = "x-request-id";

  private final SandboxClock clock;
  private final RateLimits limits;

  /** {@code tier} is that whose limits are enforced, if any are. */
  Envelope(SandboxClock clock, OptionalInt tier) {
    this.clock = clock;
    this.limits = new RateLimits(tier);
  }

  RateLimits limits() {
    return limits;
  }

  static String newId() {
    return "req_" + UUID.randomUUID().toString().replace("-", "");
  }

  /** The headers of an answer with so many images to a request that came at {@code begun}. */
  Map<String, String> headers(String requestId, Instant begun, int images) {
    Instant now = clock.instant();
    Map<String, String> headers = new HashMap<>(limits.count(now, images));
    headers.put(REQUEST_ID, requestId);
    headers.put("openai-version", "2020-10-01");
    headers.put("openai-organization", "org-sandbox");
    headers.put(
        "openai-processing-ms",
        Long.toString(Math.max(0, Duration.between(begun, now).toMillis())));
    return headers;
  }

  /** A whole answer in its envelope. */
  Reply seal(Reply reply, String requestId, Instant begun) {
    Map<String, String> headers = headers(requestId, begun, 0);
    headers.putAll(reply.headers());
    return new Reply(reply.status(), reply.contentType(), headers, reply.body());
  }

  /** An error in its envelope, with what it says about another try. */
  Reply seal(ApiError error, String requestId, Instant begun) {
    Reply sealed = seal(error.reply(), requestId, begun);
    return switch (error.code() == null ? "" : error.code()) {
      case "rate_limit_exceeded" ->
          sealed
              .with("retry-after", Long.toString(error.retryAfterSeconds().orElse(0)))
              .with("retry-after-ms", Long.toString(error.retryAfterMillis().orElse(0)));
      case "server_is_overloaded", "slow_down" -> sealed.with("retry-after", "5");
      case "insufficient_quota", "credit_balance_exhausted" ->
          sealed.with("x-should-retry", "false");
      default -> sealed;
    };
  }
}
