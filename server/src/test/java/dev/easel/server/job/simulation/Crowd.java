package dev.easel.server.job.simulation;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A server alone with very many jobs, all at a seller with a queue. */
final class Crowd {
  private final World world;
  private final int jobs;

  Crowd(int jobs) {
    this.jobs = jobs;
    SplittableRandom random = new SplittableRandom(31);
    Weather weather = Weather.fair(random.split());
    weather.workWithin = Duration.ofSeconds(150);
    this.world = new World(random, weather, 1, Mutation.NONE, new Trace(false));
    world.open();
  }

  /** Every job is asked for, and taken by the seller. */
  void ask() {
    Callers callers = new Callers(world);
    for (int i = 0; i < jobs; i++) {
      Wish wish = new Wish(i, Optional.of("request-" + i), 1, List.of(World.QUEUE), Payer.SERVICE);
      callers.begin(new Customer(callers, new Caller("crowd"), wish)::submit);
    }
    run(Duration.ofMinutes(1), () -> world.ledger.taken() >= jobs);
    // And the server knows.
    run(Duration.ofSeconds(1), () -> false);
  }

  /** How many jobs are at work. */
  long running() {
    long running = 0;
    for (Job job : world.witness.jobs()) {
      running += job.state().terminal() ? 0 : 1;
    }
    return running;
  }

  /**
   * Kills the server, and starts another when all that was under way is done.
   *
   * @return when that was
   */
  long restart() {
    world.anyReplica().crash();
    run(Duration.ofMinutes(3), () -> false);
    world.anyReplica().restart();
    return world.universe.nanos();
  }

  /** Lets every job end. */
  void rest() {
    run(Duration.ofHours(1), world::isAtRest);
    if (running() > 0) {
      throw new AssertionError(running() + " jobs never end");
    }
  }

  /** When requests reached the seller. */
  List<Long> requestsSince(long nanos) {
    return world.ledger.requests().stream().filter(time -> time > nanos).toList();
  }

  private void run(Duration longest, java.util.function.BooleanSupplier done) {
    world.universe.run(done, longest);
    if (world.universe.failure() != null) {
      throw new AssertionError(world.universe.failure());
    }
  }
}
