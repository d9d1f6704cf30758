package dev.easel.fal;

import dev.easel.spi.AttemptKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process sent of late. An edit's input names uploads, which are made anew each time and
 * are in no request of the caller's; and a request that was accepted for one attempt is never
 * another's, though the host may have forgotten the job. The oldest are forgotten. Safe for
 * threads.
 */
final class SentRequests {
  private static final int MOST = 10_000;

  private final Map<AttemptKey, InputDigest> inputs = oldestForgotten();
  private final Map<String, AttemptKey> accepted = oldestForgotten();

  /** An attempt is about to send this. */
  synchronized void sends(AttemptKey attempt, InputDigest input) {
    inputs.put(attempt, input);
  }

  /** fal has accepted it. */
  synchronized void accepted(AttemptKey attempt, String requestId) {
    accepted.put(requestId, attempt);
  }

  /** What an attempt sent, if that was here and of late. */
  synchronized Optional<InputDigest> input(AttemptKey attempt) {
    return Optional.ofNullable(inputs.get(attempt));
  }

  /** Whether a request is known to be of any other attempt than this. */
  synchronized boolean isOfAnother(AttemptKey attempt, String requestId) {
    AttemptKey owner = accepted.get(requestId);
    return owner != null && !owner.equals(attempt);
  }

  private static <K, V> Map<K, V> oldestForgotten() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
