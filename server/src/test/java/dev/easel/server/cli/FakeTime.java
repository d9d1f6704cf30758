package dev.easel.server.cli;

import dev.easel.server.cli.client.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that stands still but for the waits, which take no time. */
public final class FakeTime implements Time {
  private final List<Duration> sleeps = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;

  @Override
  public Instant now() {
    return Instant.parse("2026-11-21T12:00:00Z").plus(elapsed);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    advance(duration);
  }

  /** Time goes on. */
  public void advance(Duration duration) {
    elapsed = elapsed.plus(duration);
  }

  /** How long was waited, each time. */
  public List<Duration> sleeps() {
    return sleeps;
  }
}
