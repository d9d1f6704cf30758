package dev.easel.sandbox.fal;

import java.util.List;
import java.util.Optional;

/** What a path of fal's queue host means (providers' page "Endpoint id to URL rule"). */
sealed interface FalPath {

  /** A place to submit to. */
  record Submit(EndpointId app) implements FalPath {}

  /** A request that was submitted, and what is wanted of it. */
  record Queued(EndpointId app, String requestId, Action action) implements FalPath {}

  /** What can be done with a queued request. */
  enum Action {
    STATUS("GET"),
    STREAM("GET"),
    RESULT("GET"),
    CANCEL("PUT");

    private final String method;

    Action(String method) {
      this.method = method;
    }

    String method() {
      return method;
    }

    private static Optional<Action> of(List<String> tail) {
      return switch (String.join("/", tail)) {
        case "", "response" -> Optional.of(RESULT);
        case "status" -> Optional.of(STATUS);
        case "status/stream" -> Optional.of(STREAM);
        case "cancel" -> Optional.of(CANCEL);
        default -> Optional.empty();
      };
    }
  }

  /** Reads a path; nothing if it is none of the queue's. */
  static Optional<FalPath> parse(List<String> segments) {
    int requests = segments.lastIndexOf("requests");
    if (requests < 0 || requests + 1 == segments.size()) {
      return EndpointId.of(segments).map(Submit::new);
    }
    String requestId = segments.get(requests + 1);
    return EndpointId.of(segments.subList(0, requests))
        .flatMap(app ->
            Action.of(segments.subList(requests + 2, segments.size()))
                .map(action -> new Queued(app, requestId, action)));
  }
}
