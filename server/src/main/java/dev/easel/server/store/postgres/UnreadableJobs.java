package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import dev.easel.server.store.json.UnreadableJobException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that are damaged, or that a newer Easel wrote. They are left as they are, to others of whom
 * one may be newer, and keep nothing from the rest; each is named in the log, once. Safe for
 * threads.
 */
final class UnreadableJobs {
  private static final Logger log = LoggerFactory.getLogger(UnreadableJobs.class);

  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  /** Those met so far. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  int count() {
    return ids.size();
  }

  /** What a job's body makes; nothing if it cannot be read. */
  <T> Optional<T> passOver(JobId id, String body, Function<String, T> reading) {
    try {
      return Optional.of(reading.apply(body));
    } catch (UnreadableJobException e) {
      if (ids.add(id.value())) {
        log.error("job {} is left as it is and not driven by this process: {}", id, e.getMessage());
      }
      return Optional.empty();
    }
  }
}
