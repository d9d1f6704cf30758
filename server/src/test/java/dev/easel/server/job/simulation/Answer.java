package dev.easel.server.job.simulation;

import dev.easel.server.domain.Rejection;

/** What a caller gets for a call. */
sealed interface Answer<T> {
  /** What it asked for. */
  record Given<T>(T value) implements Answer<T> {}

  /** A refusal. */
  record Refused<T>(Rejection why) implements Answer<T> {}

  /** Nothing, or no more than that it may have gone wrong. */
  record None<T>() implements Answer<T> {}
}
