package dev.easel.fal;

import dev.easel.http.Reply;
import dev.easel.http.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What fal's own error bodies say: a list of a model's complaints, or a flat sentence of fal's
 * machines. The input that they echo is left out.
 *
 * @param type the machine-readable type
 * @param message the sentence for people, as it came
 * @param fields fal's names of the parameters at fault
 * @param ofModel whether a model wrote it
 */
record ErrorBody(
    Optional<String> type, Optional<String> message, List<String> fields, boolean ofModel) {

  /** The body of an answer; empty if fal did not write it: each of its own has a detail. */
  static Optional<ErrorBody> of(Reply reply) {
    return reply
        .findJson()
        .flatMap(ErrorBody::of)
        .map(body -> body.orType(reply.header("X-Fal-Error-Type")));
  }

  static Optional<ErrorBody> of(Json json) {
    List<Json> complaints = json.elements("detail");
    if (!complaints.isEmpty()) {
      return Optional.of(ofComplaints(complaints));
    }
    return json.text("detail")
        .map(text -> new ErrorBody(json.text("error_type"), Optional.of(text), List.of(), false));
  }

  /** The complaint about content decides, wherever it is in the list; else the first. */
  private static ErrorBody ofComplaints(List<Json> complaints) {
    Json decisive =
        complaints.stream()
            .filter(
                complaint -> complaint.text("type").equals(Optional.of("content_policy_violation")))
            .findFirst()
            .orElse(complaints.getFirst());
    return new ErrorBody(
        decisive.text("type"),
        decisive.text("msg"),
        complaints.stream().flatMap(complaint -> field(complaint).stream()).distinct().toList(),
        true);
  }

  /** The place of a complaint without the word {@code body} that all begin with. */
  private static Optional<String> field(Json complaint) {
    List<String> place = new ArrayList<>();
    complaint.elements("loc").forEach(step -> step(step).ifPresent(place::add));
    if (!place.isEmpty() && place.getFirst().equals("body")) {
      place.removeFirst();
    }
    return place.isEmpty() ? Optional.empty() : Optional.of(String.join(".", place));
  }

  /** A name, or a place in a list. */
  private static Optional<String> step(Json step) {
    return step instanceof Json.NumberValue(BigDecimal number)
        ? Optional.of(number.toPlainString())
        : step.asText();
  }

  private ErrorBody orType(Optional<String> other) {
    return new ErrorBody(type.or(() -> other), message, fields, ofModel);
  }
}
