package dev.easel.server.job;

import dev.easel.spi.Handle;
import java.time.Duration;

/** What a job's own thread is to do next. */
sealed interface Work {
  /** Do what is free. */
  record Prepare() implements Work {}

  /** Make the one paid request of the attempt whose intent is committed. */
  record Submit() implements Work {}

  /** Follow accepted work to its end, once more. */
  record Follow(Handle handle) implements Work {}

  /** Ask the seller what became of the attempt whose outcome is in doubt. */
  record Reconcile() implements Work {}

  /**
   * Begin a new attempt.
   *
   * @param after wait at least this long
   */
  record TryAgain(Duration after) implements Work {}
}
