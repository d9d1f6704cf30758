package dev.easel.server.watch;

import java.util.Optional;

/** Holds what one reader is told to one promise. Shown everything, in order, by one thread. */
interface Guarantee {
  /**
   * Looks at the next thing that was told.
   *
   * @param cursor up to where everything was told before
   * @param past what has happened by now
   * @return how the promise is broken, if it is
   */
  Optional<String> breach(long cursor, Told told, Past past);

  /** The name of the promise. */
  default String promise() {
    return getClass().getSimpleName();
  }

  /** A breach unless this holds. */
  static Optional<String> unless(boolean holds, String breach) {
    return holds ? Optional.empty() : Optional.of(breach);
  }
}
