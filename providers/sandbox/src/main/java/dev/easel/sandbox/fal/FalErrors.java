package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.web.Reply;
import java.util.List;

/**
 * fal's error bodies: those of models, a list of problems; those of its own machinery, one flat
 * text; and the short ones of the queue (fal's pages on errors, request errors and the queue).
 */
final class FalErrors {

  private FalErrors() {}

  /** A model's refusal. Which of the two headers says so depends on fal's age; so both do. */
  static Reply invalid(List<Problem> problems) {
    List<Json> detail = problems.stream().map(Problem::json).toList();
    return Reply.json(422, Json.struct().put("detail", Json.array(detail)).build())
        .with("X-Fal-Retryable", "false")
        .with("X-Fal-Needs-Retry", "0");
  }

  /** What a model failed with while it ran. */
  static Reply model(Progress.Ending.Failed failed, String prompt) {
    Problem problem =
        Problem.of(
            Inputs.PROMPT,
            failed.message(),
            failed.type(),
            Json.struct().put(Inputs.PROMPT, prompt).build());
    boolean again = failed.status() == 500;
    Json.Struct body = Json.struct().put("detail", Json.array(List.of(problem.json()))).build();
    return Reply.json(failed.status(), body)
        .with("X-Fal-Retryable", Boolean.toString(again))
        .with("X-Fal-Needs-Retry", again ? "1" : "0");
  }

  /** A failure of fal's machinery. */
  static Reply request(int status, String type, String text) {
    return Reply.json(status, Json.struct().put("detail", text).put("error_type", type).build())
        .with("X-Fal-Error-Type", type);
  }

  /** A failure with nothing but a text. */
  static Reply detail(int status, String text) {
    return Reply.json(status, Json.struct().put("detail", text).build());
  }

  /** The queue's short answers. */
  static Reply status(int status, String word) {
    return Reply.json(status, Json.struct().put("status", word).build());
  }

  static Reply unknownRequest() {
    return status(404, "NOT_FOUND");
  }

  static Reply methodNotAllowed(String allowed) {
    return detail(405, "Method Not Allowed").with("Allow", allowed);
  }
}
