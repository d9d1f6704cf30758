package dev.easel.fal;

import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A queue that plays its answers in order, and the last of them for ever. Safe for threads. */
final class FakeQueue {
  static final String COMPLETED = "{\"status\": \"COMPLETED\", \"logs\": []}";
  static final Script ACCEPTED =
      Script.json(
          200, "{\"status\": \"IN_QUEUE\", \"request_id\": \"r-1\", \"queue_position\": 0}");
  static final Script MISSING = Script.json(404, "{\"detail\": \"Not Found\"}");

  private final Script submit;
  private final Script stream;
  private final Deque<Script> statuses;
  private final Deque<Script> results;

  private FakeQueue(Script submit, Script stream, List<Script> statuses, List<Script> results) {
    this.submit = submit;
    this.stream = stream;
    this.statuses = new ArrayDeque<>(statuses);
    this.results = new ArrayDeque<>(results);
  }

  /** A queue without a stream, whose requests are completed at once. */
  static Script completed(String status, Script... results) {
    return new FakeQueue(ACCEPTED, MISSING, List.of(Script.json(200, status)), List.of(results))
        .script();
  }

  /** A queue that answers as told. */
  static Script of(Script submit, Script stream, List<Script> statuses, List<Script> results) {
    return new FakeQueue(submit, stream, statuses, results).script();
  }

  /** A result whose images are at paths of the same server. */
  static Script images(String... paths) {
    return (request, wire) -> {
      String origin = "http://" + request.header("Host").orElse("");
      StringBuilder list = new StringBuilder();
      for (String path : paths) {
        list.append(list.isEmpty() ? "" : ",")
            .append("{\"url\": \"")
            .append(path.contains("://") ? path : origin + path)
            .append("\"}");
      }
      Script.json(200, "{\"images\": [" + list + "]}").play(request, wire);
    };
  }

  private Script script() {
    return (request, wire) -> choose(request).play(request, wire);
  }

  private synchronized Script choose(ScriptedRequest request) {
    String path = request.target().split("\\?", -1)[0];
    if (request.method().equals("POST")) {
      return submit;
    }
    if (path.startsWith("/files/")) {
      return path.endsWith("good.png") ? Pixel.script() : MISSING;
    }
    if (path.endsWith("/stream")) {
      return stream;
    }
    return next(path.endsWith("/status") ? statuses : results);
  }

  private static Script next(Deque<Script> scripts) {
    return scripts.size() > 1 ? scripts.removeFirst() : scripts.getFirst();
  }
}
