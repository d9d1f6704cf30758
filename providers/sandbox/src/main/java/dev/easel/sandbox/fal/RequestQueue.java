package dev.easel.sandbox.fal;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests that are known, oldest first. A request is forgotten some time after it is
 * completed, and before that if there are too many or their prompts too long. Safe for several
 * threads.
 */
final class RequestQueue {

  private static final int MOST = 10_000;
  private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

  private final Duration retention;
  private final Map<String, QueuedRequest> requests = new LinkedHashMap<>();
  private long characters;

  RequestQueue(Duration retention) {
    this.retention = retention;
  }

  synchronized void add(QueuedRequest request, Instant now) {
    requests.put(request.id(), request);
    characters += request.order().prompt().length();
    Iterator<QueuedRequest> oldest = requests.values().iterator();
    while (oldest.hasNext()) {
      QueuedRequest candidate = oldest.next();
      boolean tooMany = requests.size() > MOST || characters > MOST_CHARACTERS;
      if (candidate.id().equals(request.id()) || !(tooMany || expired(candidate, now))) {
        return;
      }
      characters -= candidate.order().prompt().length();
      oldest.remove();
    }
  }

  /** The request of this id and app, in the app's short or complete form. */
  Optional<QueuedRequest> find(EndpointId app, String id, Instant now) {
    return find(id, now)
        .filter(known -> known.app().equals(app) || known.app().shortForm().equals(app.full()));
  }

  synchronized Optional<QueuedRequest> find(String id, Instant now) {
    return Optional.ofNullable(requests.get(id)).filter(known -> !expired(known, now));
  }

  /** How many requests to this app wait to be started. */
  synchronized long waiting(EndpointId app, Instant now) {
    return requests.values().stream()
        .filter(known -> known.app().shortForm().equals(app.shortForm()))
        .filter(known -> known.progress(now) instanceof Progress.InQueue)
        .count();
  }

  /** When fewer than so many requests of all that are known now will still have to end. */
  synchronized Instant belowAt(int most, Instant now) {
    List<Instant> ends =
        requests.values().stream()
            .map(QueuedRequest::ended)
            .filter(end -> end.isAfter(now))
            .sorted()
            .toList();
    return ends.size() < most ? now : ends.get(ends.size() - most);
  }

  /** Everything that is known, oldest first. */
  synchronized List<QueuedRequest> all() {
    return List.copyOf(requests.values());
  }

  private boolean expired(QueuedRequest request, Instant now) {
    return !now.isBefore(request.ended().plus(retention));
  }
}
