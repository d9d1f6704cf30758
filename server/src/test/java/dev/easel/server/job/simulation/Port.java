package dev.easel.server.job.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What can befall a process wherever it touches the outside: time passes, or it stands, or dies.
 */
final class Port {
  private final World world;
  private final Host host;

  Port(World world, Host host) {
    this.world = world;
    this.host = host;
  }

  /** A moment at which other threads come in between, and the worst can happen. */
  void moment(String where, Object about) {
    world.note(host, where, about);
    if (world.weather.strikes(world.weather.crashAtPort)) {
      world.disrupted(host, "crash at " + where);
      world.restartLater(host);
      host.die();
    }
    if (world.weather.strikes(world.weather.heldAtPort)) {
      Duration held = between(Duration.ofSeconds(1), world.weather.longestHold);
      world.disrupted(host, "held at " + where);
      host.hold(held);
    }
    host.sleepSoundly(Duration.ofNanos(random().nextInt(2_000_000)));
  }

  /** Takes longer than usual. */
  void linger() {
    host.sleepSoundly(between(Duration.ofMillis(10), Duration.ofSeconds(3)));
  }

  Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random().nextLong(least.toNanos(), most.toNanos()));
  }

  SplittableRandom random() {
    return world.random;
  }

  Host host() {
    return host;
  }
}
