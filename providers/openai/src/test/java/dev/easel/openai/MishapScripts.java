package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.testkit.Mishap;
import dev.easel.testkit.Script;
import java.util.Map;

/** Sellers' answers, word for word where they are known, when something goes wrong. */
final class MishapScripts {
  private MishapScripts() {}

  /** The key is repeated in every text, since a seller may do that. */
  static Script of(Mishap mishap, String key) {
    return switch (mishap) {
      case KEY_REFUSED -> error(401, "invalid_request_error", "invalid_api_key", key);
      case ACCOUNT_EMPTY ->
          error(400, "image_generation_user_error", "billing_hard_limit_reached", key);
      case PARAMETER_REFUSED -> error(400, "invalid_request_error", "invalid_value", key);
      case RATE_LIMITED -> error(429, "input-images", "rate_limit_exceeded", key);
      case SUBMIT_CRASHED -> error(500, "server_error", "server_error", key);
      case SUBMIT_SENT_BACK -> Script.reply(503, Map.of("Retry-After", "0"), new byte[0]);
      case SUBMIT_REDIRECTED -> Script.reply(307, Map.of("Location", "/again"), new byte[0]);
      case ANSWER_CUT -> Script.cut();
      case ANSWER_UNREADABLE ->
          Script.reply(200, Map.of("Content-Type", "text/html"), "<html>".getBytes(UTF_8));
      case ANSWER_WITHHELD -> Script.withhold();
      case WORK_BLOCKED -> Script.json(400, blocked(key));
      case RESULT_GONE ->
          (request, wire) -> {
            boolean bought = request.method().equals("POST");
            String url = "http://" + request.header("Host").orElseThrow() + "/gone.png";
            Script script =
                bought
                    ? Script.json(200, "{\"data\": [{\"url\": \"" + url + "\"}]}")
                    : Script.json(404, "{}");
            script.play(request, wire);
          };
      case UNREACHABLE, WORK_ENDLESS, WORK_CRASHED ->
          throw new IllegalArgumentException(mishap + " needs no script");
    };
  }

  private static Script error(int status, String type, String code, String key) {
    return Script.json(
        status,
        """
        {"error": {"message": "Not with %s.", "type": "%s", "param": null, "code": "%s"}}
        """
            .formatted(key, type, code));
  }

  private static String blocked(String key) {
    return """
    {"error": {"message": "Blocked by safety checks %s, safety_violations=[sexual].",
     "type": "image_generation_user_error", "param": null, "code": "moderation_blocked",
     "moderation_details": {"moderation_stage": "output", "categories": ["sexual"]}}}
    """
        .formatted(key);
  }
}
