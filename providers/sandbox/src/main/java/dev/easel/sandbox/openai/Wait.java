package dev.easel.sandbox.openai;

import dev.easel.sandbox.seller.SandboxClock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;

/** Lets time pass. */
record Wait(SandboxClock clock) {

  /** Returns when an instant has come, and says what time it is then. */
  Instant until(Instant at) throws InterruptedException {
    try {
      clock.alarm(at).get();
      return clock.instant();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an alarm went wrong", e);
    }
  }
}
