package dev.easel.fal;

import dev.easel.http.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A request in fal's history that was kept with its input.
 *
 * @param requestId fal's id for it
 * @param sentAt when fal had it, by fal's clock
 * @param input what was asked, digested
 */
record PastRequest(String requestId, Instant sentAt, InputDigest input) {
  /** The one that an item of the listing tells of; empty if it does not tell enough. */
  static Optional<PastRequest> of(Json item) {
    Optional<Instant> sentAt = item.text("sent_at").flatMap(PastRequest::instant);
    Optional<Json> input =
        item.find("json_input").filter(value -> value instanceof Json.ObjectValue);
    Optional<String> id = item.text("request_id");
    return id.isPresent() && sentAt.isPresent() && input.isPresent()
        ? Optional.of(new PastRequest(id.get(), sentAt.get(), InputDigest.of(input.get())))
        : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
