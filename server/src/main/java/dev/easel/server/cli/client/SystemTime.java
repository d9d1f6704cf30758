package dev.easel.server.cli.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The system's time. */
final class SystemTime implements Time {
  private final Clock clock = Clock.systemUTC();
  private final long start = System.nanoTime();

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
