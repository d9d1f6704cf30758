package dev.easel.server.cli.client;

import java.time.Duration;
import java.time.Instant;

/** Time as the command line sees it, so that tests can keep their own. */
public interface Time {
  /** The system's time. */
  static Time system() {
    return new SystemTime();
  }

  /** The time of day. */
  Instant now();

  /** A reading of a clock that only goes forward. */
  Duration elapsed();

  /** Waits. */
  void sleep(Duration duration) throws InterruptedException;
}
