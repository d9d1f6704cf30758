package dev.easel.sandbox.openai;

import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Reply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Images that are fetched by link, for an hour. Safe for use by several threads. */
final class MediaShelf {

  private static final Duration LIFE = Duration.ofMinutes(60);
  private static final int MOST = 1_000;

  private final SandboxClock clock;
  private final Studio studio;
  private final Map<String, Batch> batches =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Batch> eldest) {
          return size() > MOST;
        }
      };

  private record Batch(Drawings drawings, Instant until) {}

  MediaShelf(SandboxClock clock, Studio studio) {
    this.clock = clock;
    this.studio = studio;
  }

  synchronized void put(Drawings drawings) {
    batches.put(drawings.requestId(), new Batch(drawings, clock.instant().plus(LIFE)));
  }

  /** What the link to an image ends in. */
  static String path(Drawings drawings, int index) {
    return "/%s/%d.%s"
        .formatted(drawings.requestId(), index + 1, drawings.task().encoding().extension());
  }

  /** The image that a link ends in; nothing if there is none, or no longer. */
  Optional<Reply> image(String requestId, String name) throws InterruptedException {
    Optional<Drawings> drawings = find(requestId);
    for (int index = 0; drawings.isPresent() && index < drawings.get().task().count(); index++) {
      if (path(drawings.get(), index).equals("/" + requestId + "/" + name)) {
        byte[] file = studio.file(drawings.get().finished(index));
        String type = drawings.get().task().encoding().contentType();
        return Optional.of(new Reply(200, type, Map.of(), ByteBuffer.wrap(file)));
      }
    }
    return Optional.empty();
  }

  private synchronized Optional<Drawings> find(String requestId) {
    return Optional.ofNullable(batches.get(requestId))
        .filter(batch -> clock.instant().isBefore(batch.until()))
        .map(Batch::drawings);
  }
}
