package dev.easel.server.job.simulation;

import dev.easel.server.job.Reports;
import dev.easel.server.job.Reports.Addressed;
import dev.easel.server.job.Reports.Reception;
import dev.easel.spi.Secret;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/**
 * A seller that tells of work by itself when it is over: to any process, until one has taken it.
 */
final class Reporter {
  private static final Secret TOKEN = Secret.of("checked-at-the-door");
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 31;

  private final World world;

  Reporter(World world) {
    this.world = world;
  }

  /** Will tell of a work, perhaps late, perhaps twice. */
  void promise(Work work) {
    if (!world.weather.strikes(world.weather.reported)) {
      return;
    }
    int times = world.random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      Duration late =
          Duration.ofMillis(world.random.nextInt(world.random.nextInt(5) == 0 ? 90_000 : 500));
      Duration left = Duration.ofNanos(work.endNanos() - world.universe.nanos());
      world.universe.after(world.universe.outside(), left.plus(late), () -> tell(work, MOST_TRIES));
    }
  }

  private void tell(Work work, int left) {
    Replica replica = world.anyReplica();
    boolean[] taken = {false};
    if (replica.isUp() && !replica.sellerLink().isCut()) {
      Replica.Running running = replica.running();
      running.host().start(() -> taken[0] = isTaken(running.reports(), work));
    }
    world.universe.after(
        world.universe.outside(),
        AGAIN,
        () -> {
          if (taken[0]) {
            work.reported();
          } else if (left > 1) {
            tell(work, left - 1);
          }
        });
  }

  private boolean isTaken(Reports reports, Work work) {
    try {
      Addressed to = new Addressed(World.QUEUE, work.attempt, TOKEN);
      Reception reception = reports.receive(to, Map.of(), ByteBuffer.allocate(0));
      world.note(world.universe.outside(), "reported", work.handle.value() + " " + reception);
      return reception == Reception.TAKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
