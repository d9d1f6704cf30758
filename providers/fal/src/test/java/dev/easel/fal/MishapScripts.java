package dev.easel.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.testkit.Mishap;
import dev.easel.testkit.Script;
import java.util.Map;

/** fal's answers, word for word where they are known, when something goes wrong. */
final class MishapScripts {
  private static final String ID = "0f6c3f0e-53b0-4c1d-9b43-3f1a9c0e7a11";

  private MishapScripts() {}

  /** The key is repeated in every text, since a seller may do that. */
  static Script of(Mishap mishap, String key) {
    return switch (mishap) {
      case KEY_REFUSED ->
          Script.json(401, "{\"detail\": \"No user found for Key ID and Secret " + key + "\"}");
      case ACCOUNT_EMPTY ->
          Script.json(403, "{\"detail\": \"User is locked. Reason: Exhausted balance.\"}");
      case PARAMETER_REFUSED -> Script.json(422, tooMany(key));
      case RATE_LIMITED ->
          Script.json(429, "{\"detail\": \"slow\", \"error_type\": \"concurrent_requests_limit\"}");
      case SUBMIT_CRASHED ->
          Script.json(500, "{\"detail\": \"oops\", \"error_type\": \"internal_error\"}");
      case SUBMIT_SENT_BACK -> Script.reply(503, Map.of("Retry-After", "0"), new byte[0]);
      case SUBMIT_REDIRECTED -> Script.reply(307, Map.of("Location", "/again"), new byte[0]);
      case ANSWER_CUT -> Script.cut();
      case ANSWER_UNREADABLE ->
          Script.reply(200, Map.of("Content-Type", "text/html"), "<html>".getBytes(UTF_8));
      case ANSWER_WITHHELD -> Script.withhold();
      case WORK_CRASHED ->
          FakeQueue.completed(
              failed("downstream_service_unavailable"), Script.json(500, crashed(key)));
      case WORK_BLOCKED ->
          FakeQueue.completed(failed("content_policy_violation"), Script.json(422, blocked(key)));
      case RESULT_GONE ->
          FakeQueue.completed(FakeQueue.COMPLETED, FakeQueue.images("/files/none.png"));
      case UNREACHABLE, WORK_ENDLESS ->
          throw new IllegalArgumentException(mishap + " needs no script");
    };
  }

  private static String failed(String type) {
    return "{\"status\": \"COMPLETED\", \"logs\": [], \"error\": \"failed\", \"error_type\": \""
        + type
        + "\"}";
  }

  private static String tooMany(String key) {
    return complaint("num_images", "Input should be less than 4 " + key, "less_than_equal");
  }

  private static String blocked(String key) {
    return complaint("prompt", "flagged by the safety check " + key, "content_policy_violation");
  }

  private static String crashed(String key) {
    return complaint("prompt", "upstream " + key, "downstream_service_unavailable");
  }

  private static String complaint(String field, String message, String type) {
    return """
    {"detail": [{"loc": ["body", "%s"], "msg": "%s", "type": "%s", "input": {"prompt": "%s"}}]}
    """
        .formatted(field, message, type, ID);
  }
}
