package dev.easel.spi;

import java.time.Duration;

/** A moment that work must not outlive, on a clock that never jumps. */
@FunctionalInterface
public interface Deadline {
  /** Time left; zero once it has passed, never negative. */
  Duration remaining();

  /** Whether no time is left. */
  default boolean passed() {
    return remaining().isZero();
  }
}
