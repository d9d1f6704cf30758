package dev.easel.fal;

import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;

/**
 * A queue that takes every submit and says one thing of its status and another of its result.
 *
 * @param status the status, as JSON on one line
 * @param result the answer to the question for the result
 */
record FakeQueue(String status, Script result) {
  static final String ACCEPTED =
      "{\"status\": \"IN_QUEUE\", \"request_id\": \"r-1\", \"queue_position\": 0}";

  Script script() {
    return (request, wire) -> choose(request).play(request, wire);
  }

  private Script choose(ScriptedRequest request) {
    if (request.method().equals("POST")) {
      return Script.json(200, ACCEPTED);
    }
    String path = request.target().split("\\?", -1)[0];
    if (path.endsWith("/status")) {
      return Script.json(200, status);
    }
    return path.endsWith("/requests/r-1")
        ? result
        : Script.json(404, "{\"detail\": \"Not Found\"}");
  }
}
