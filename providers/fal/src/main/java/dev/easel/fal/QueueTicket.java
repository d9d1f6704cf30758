package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.http.json.Json;
import dev.easel.http.json.JsonException;
import dev.easel.http.json.JsonLimits;
import dev.easel.http.json.JsonReader;
import dev.easel.http.json.JsonWriter;
import dev.easel.spi.Handle;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is needed to find an accepted request again.
 *
 * @param endpoint where it was submitted
 * @param requestId fal's id for it, safe in a path
 * @param count how many images were asked for
 * @param statusUrl where fal says to ask for its status
 * @param responseUrl where fal says to ask for its result
 * @param cancelUrl where fal says to ask for its end
 */
record QueueTicket(
    EndpointId endpoint,
    String requestId,
    int count,
    Optional<String> statusUrl,
    Optional<String> responseUrl,
    Optional<String> cancelUrl) {

  private static final JsonReader READER = new JsonReader(JsonLimits.ANSWER);
  private static final int LONGEST_ID = 200;

  /** URLs beyond that are rebuilt by rule instead, so that the handle keeps within its bound. */
  private static final int LONGEST_HANDLE = 4_000;

  /** The ticket in an answer to a submit; empty if there is no id in it that can be followed. */
  static Optional<QueueTicket> of(EndpointId endpoint, int count, Json answer) {
    return answer
        .text("request_id")
        .filter(QueueTicket::isUsable)
        .map(id ->
            new QueueTicket(
                endpoint,
                id,
                count,
                answer.text("status_url"),
                answer.text("response_url"),
                answer.text("cancel_url")));
  }

  /** The ticket of an id alone; empty if that cannot be followed. */
  static Optional<QueueTicket> byRule(EndpointId endpoint, String requestId, int count) {
    return isUsable(requestId)
        ? Optional.of(
            new QueueTicket(
                endpoint, requestId, count, Optional.empty(), Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  /**
   * The ticket in a handle.
   *
   * @throws IllegalArgumentException if no such handle was ever made here
   */
  static QueueTicket of(Handle handle) {
    try {
      Json json = READER.read(handle.value().getBytes(UTF_8));
      return json.text("endpoint")
          .flatMap(endpoint -> of(new EndpointId(endpoint), count(json), json))
          .orElseThrow(() -> new IllegalArgumentException("the handle lacks its request id"));
    } catch (JsonException e) {
      throw new IllegalArgumentException("the handle is not one of fal's: " + e.problem(), e);
    }
  }

  Handle handle() {
    String text = text();
    return text.length() <= LONGEST_HANDLE
        ? new Handle(text, requestId)
        : new Handle(byRule(endpoint, requestId, count).orElseThrow().text(), requestId);
  }

  private String text() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("endpoint", Json.of(endpoint.full()));
    members.put("request_id", Json.of(requestId));
    members.put("count", Json.of(count));
    statusUrl.ifPresent(url -> members.put("status_url", Json.of(url)));
    responseUrl.ifPresent(url -> members.put("response_url", Json.of(url)));
    cancelUrl.ifPresent(url -> members.put("cancel_url", Json.of(url)));
    return new String(new JsonWriter().write(new Json.ObjectValue(members)), UTF_8);
  }

  private static int count(Json handle) {
    return handle.number("count").map(BigDecimal::intValue).orElse(1);
  }

  private static boolean isUsable(String id) {
    return id.length() <= LONGEST_ID && id.matches("[A-Za-z0-9_-]+");
  }
}
