package dev.easel.server.job.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/** What befalls processes and their links at times of its own. */
final class Disasters {
  private final World world;
  private final Host host;

  Disasters(World world) {
    this.world = world;
    this.host = world.universe.host("disasters");
  }

  void begin() {
    host.start(this::run);
  }

  private void run() {
    for (int i = 0; i < world.weather.disasters; i++) {
      host.sleepSoundly(between(0, 40));
      if (!world.weather.isCalm()) {
        strike(world.anyReplica());
      }
    }
  }

  private void strike(Replica replica) {
    SplittableRandom random = world.random;
    if (!replica.isUp()) {
      return;
    }
    Host process = replica.running().host();
    switch (random.nextInt(5)) {
      case 0 -> {
        replica.crash();
        world.restartLater(process);
      }
      case 1 -> {
        world.disrupted(process, "held");
        process.hold(between(1, 60));
      }
      case 2 -> {
        world.disrupted(process, "cut off from the store");
        replica.storeLink().cut(between(1, 40));
      }
      case 3 -> {
        world.disrupted(process, "cut off from the sellers");
        replica.sellerLink().cut(between(1, world.weather.longestCut));
      }
      default -> replica.leave();
    }
  }

  private Duration between(int least, int most) {
    return Duration.ofMillis(world.random.nextInt(least * 1_000, most * 1_000));
  }
}
