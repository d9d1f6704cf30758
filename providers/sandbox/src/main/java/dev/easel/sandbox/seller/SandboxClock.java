package dev.easel.sandbox.seller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time the sandbox lives in. A test brings its own and moves it. Safe for several threads. */
public interface SandboxClock extends InstantSource {

  /** A future that is complete when the clock has reached an instant; at once if it has already. */
  CompletableFuture<Instant> alarm(Instant at);

  /** The machine's time. */
  static SandboxClock system() {
    return new SandboxClock() {
      @Override
      public Instant instant() {
        return InstantSource.system().instant();
      }

      @Override
      public CompletableFuture<Instant> alarm(Instant at) {
        // A millisecond more, because the timer counts on a finer clock and must not come early.
        long wait = Math.max(0, Duration.between(instant(), at).toMillis() + 1);
        return new CompletableFuture<Instant>().completeOnTimeout(at, wait, TimeUnit.MILLISECONDS);
      }
    };
  }
}
