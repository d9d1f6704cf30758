package dev.easel.server.job.simulation;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Runs whole worlds. */
final class Simulation {
  private static final Duration LONGEST = Duration.ofHours(3);
  private static final List<Caller> CALLERS = List.of(new Caller("ada"), new Caller("bob"));

  private final Function<SplittableRandom, Weather> climate;
  private final Mutation mutation;

  /** Of the engine as it is. */
  static Simulation ofWorlds() {
    return new Simulation(Weather::mixed, Mutation.NONE);
  }

  Simulation(Function<SplittableRandom, Weather> climate, Mutation mutation) {
    this.climate = climate;
    this.mutation = mutation;
  }

  /**
   * How a world went.
   *
   * @param seed which world
   * @param hash the same for every run of the same world
   * @param violation the first rule that was broken
   * @param lines what happened, if that was wanted
   * @param tally what there was to see
   */
  record Verdict(
      long seed, long hash, Optional<Throwable> violation, List<String> lines, Tally tally) {}

  /**
   * What a world was made of.
   *
   * @param steps of all threads
   * @param jobs accepted
   * @param posts paid requests that left
   * @param disruptions what befell processes
   * @param unknown jobs whose outcome stays unknown
   */
  record Tally(long steps, long jobs, long posts, long disruptions, long unknown) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          steps + other.steps,
          jobs + other.jobs,
          posts + other.posts,
          disruptions + other.disruptions,
          unknown + other.unknown);
    }
  }

  /** A world by its seed. */
  Verdict run(long seed) {
    return run(seed, false);
  }

  /** The same, told in words. */
  Verdict tell(long seed) {
    return run(seed, true);
  }

  private Verdict run(long seed, boolean inWords) {
    SplittableRandom random = new SplittableRandom(seed);
    Weather weather = climate.apply(random.split());
    int places = random.nextInt(5) == 0 ? 1 : 3;
    World world = new World(random, weather, places, mutation, new Trace(inWords));
    world.open();
    Callers callers = new Callers(world);
    int customers = 2 + random.nextInt(5);
    for (int i = 1; i <= customers; i++) {
      Caller caller = CALLERS.get(random.nextInt(CALLERS.size()));
      Customer customer = new Customer(callers, caller, Wish.some(random, i));
      callers.begin(customer::run);
    }
    new Disasters(world).begin();
    world.universe.run(() -> callers.isIdle() && world.isAtRest(), weather.storm);
    weather.clear();
    world.replicas().forEach(Replica::heal);
    rest(world, callers);
    if (world.universe.failure() == null) {
      new Inquest(world, callers).hold();
      world.universe.run(() -> true, Duration.ofSeconds(10));
    }
    return verdict(seed, world);
  }

  private static void rest(World world, Callers callers) {
    do {
      if (!world.universe.run(() -> callers.isIdle() && world.isAtRest(), LONGEST)) {
        world.violated("it never comes to rest");
      }
      // What was committed a moment ago may still be shown from memory, and a call that its caller
      // has given up may still be served.
      world.universe.run(() -> false, Duration.ofSeconds(2));
    } while (world.universe.failure() == null && !world.isAtRest());
  }

  private static Verdict verdict(long seed, World world) {
    long jobs = 0;
    long unknown = 0;
    for (Job job : world.witness.jobs()) {
      jobs++;
      unknown += Witness.endedInDoubt(job) ? 1 : 0;
    }
    return new Verdict(
        seed,
        world.trace.hash(),
        Optional.ofNullable(world.universe.failure()),
        world.trace.lines(),
        new Tally(
            world.universe.steps(), jobs, world.ledger.posts(), world.disruptions(), unknown));
  }
}
