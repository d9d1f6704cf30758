package dev.easel.server.job.simulation;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.store.memory.MemoryDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Replicas, a store, sellers and callers, and everything that befalls them, by one seed. */
final class World {
  static final String QUEUE = "queue";
  static final String SYNCHRONOUS = "synchronous";
  static final Duration EXECUTION_TIMEOUT = Duration.ofMinutes(3);

  final SplittableRandom random;
  final Weather weather;
  final Universe universe;
  final Trace trace;
  final MemoryDatabase database;
  final Witness witness = new Witness(this);
  final Ledger ledger = new Ledger(this);
  final Reporter reporter = new Reporter(this);
  final Shelves shelves = new Shelves();
  final Mutation mutation;
  private final int places;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Disruption> disruptions = new ArrayList<>();

  /** Something befell a process, and may have cost it what it knew. */
  record Disruption(long nanos, String process, String what) {}

  World(SplittableRandom random, Weather weather, int places, Mutation mutation, Trace trace) {
    this.random = random;
    this.weather = weather;
    this.places = places;
    this.mutation = mutation;
    this.trace = trace;
    this.universe = new Universe(random.split());
    this.database = new MemoryDatabase(universe::nanos);
  }

  /** The processes begin. */
  void open() {
    for (int i = 1; i <= places; i++) {
      replicas.add(new Replica(this, "r" + i));
    }
  }

  List<Replica> replicas() {
    return replicas;
  }

  Replica anyReplica() {
    return replicas.get(random.nextInt(replicas.size()));
  }

  boolean shared() {
    return places > 1;
  }

  void note(Host host, String what, Object about) {
    trace.note(universe.nanos(), host.name, what, about);
  }

  void violated(String rule) {
    note(universe.outside(), "VIOLATED", rule);
    universe.fail(new AssertionError(rule));
  }

  void disrupted(Host host, String what) {
    note(host, "disrupted", what);
    disruptions.add(new Disruption(universe.nanos(), host.name, what));
  }

  /** Whether anything befell any process since. */
  boolean isDisruptedSince(long nanos) {
    return disruptions.stream().anyMatch(disruption -> disruption.nanos() >= nanos);
  }

  /** Whether something befell a process that may have cost it its jobs. */
  boolean mayHaveLostItsJobs(Host host) {
    List<String> befell =
        disruptions.stream()
            .filter(disruption -> disruption.process().equals(host.name))
            .map(Disruption::what)
            .toList();
    return befell.stream().filter(what -> what.startsWith("heartbeat")).count() > 2
        || befell.stream().anyMatch(World::endsLeases);
  }

  private static boolean endsLeases(String what) {
    return what.startsWith("crash")
        || what.startsWith("held")
        || what.startsWith("leave")
        || what.startsWith("cut off from the store");
  }

  int disruptions() {
    return disruptions.size();
  }

  /** Whoever watches over processes starts another in the place of one that dies. */
  void restartLater(Host host) {
    Duration delay = Duration.ofMillis(random.nextInt(500, 40_000));
    universe.after(
        universe.outside(),
        delay,
        () ->
            replicas.stream()
                .filter(replica -> host.name.startsWith(replica.place() + "."))
                .forEach(Replica::restart));
  }

  /** A caller's cancel was answered: what is not on its way now never will be. */
  void cancelAnswered(JobId id) {
    if (witness.job(id).filter(job -> job.openAttempt().isEmpty()).isPresent()) {
      ledger.neverSend(id);
    }
  }

  /** Whether nobody works for any job, and none needs it. */
  boolean isAtRest() {
    for (Job job : witness.jobs()) {
      if (job.unfinished() && !witness.isHidden(job.id())) {
        return false;
      }
    }
    return replicas.stream()
        .allMatch(replica -> replica.isUp() && replica.running().engine().running().isEmpty());
  }
}
