package dev.easel.spi;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Returns after the given time.
   *
   * @throws InterruptedException if the host wants the work to end
   */
  void sleep(Duration duration) throws InterruptedException;
}
