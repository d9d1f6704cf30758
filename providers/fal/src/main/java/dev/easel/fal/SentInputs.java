package dev.easel.fal;

import dev.easel.spi.AttemptKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was sent of late, digested: an edit's input names uploads, which are made anew each time and
 * are in no request of the caller's. The oldest are forgotten. Safe for threads.
 */
final class SentInputs {
  private static final int MOST = 10_000;

  private final Map<AttemptKey, InputDigest> inputs = new LinkedHashMap<>();

  synchronized void add(AttemptKey attempt, InputDigest input) {
    inputs.put(attempt, input);
    if (inputs.size() > MOST) {
      inputs.remove(inputs.keySet().iterator().next());
    }
  }

  synchronized Optional<InputDigest> of(AttemptKey attempt) {
    return Optional.ofNullable(inputs.get(attempt));
  }
}
