package dev.easel.server.job.simulation;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.easel.server.Models;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.catalog.Retirement;
import dev.easel.server.cost.Ceiling;
import dev.easel.server.cost.Pricing;
import dev.easel.server.cost.Settlement;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.server.fetch.SourceShelf;
import dev.easel.server.job.Adoption;
import dev.easel.server.job.ClaimKeeper;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobEngine;
import dev.easel.server.job.JobIntake;
import dev.easel.server.job.JobMemory;
import dev.easel.server.job.JobModule;
import dev.easel.server.job.JobSettings;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.KeptVolume;
import dev.easel.server.job.Punctual;
import dev.easel.server.job.RemoteChanges;
import dev.easel.server.job.Reports;
import dev.easel.server.job.Retention;
import dev.easel.server.job.WatchHub;
import dev.easel.server.provider.Providers;
import dev.easel.server.store.memory.MemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** One server's place: a process runs there, dies, and another takes its place. */
final class Replica {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final ModelCatalog CATALOG = Models.soldBy(World.QUEUE, World.SYNCHRONOUS);
  private static final Settlement SETTLEMENT = new Settlement(CATALOG, new Pricing());
  private static final Ceiling CEILING = new Ceiling(CATALOG, new Pricing());
  private static final Retirement RETIREMENT = new Retirement(CATALOG);

  private final World world;
  private final String place;
  private final Link storeLink;
  private final Link sellerLink;
  private int processes;
  private Running running;

  /** One process. */
  record Running(
      Host host, JobEngine engine, JobIntake intake, Jobs jobs, WatchHub hub, Reports reports) {}

  Replica(World world, String place) {
    this.world = world;
    this.place = place;
    this.storeLink = new Link(world.universe);
    this.sellerLink = new Link(world.universe);
    this.running = boot();
  }

  Running running() {
    return running;
  }

  boolean isUp() {
    return !running.host().isDead();
  }

  String place() {
    return place;
  }

  Link storeLink() {
    return storeLink;
  }

  Link sellerLink() {
    return sellerLink;
  }

  /** Another process takes the place of one that died. */
  void restart() {
    if (!isUp()) {
      running = boot();
    }
  }

  /** Nothing is between it and the rest of the world any more. */
  void heal() {
    storeLink.heal();
    sellerLink.heal();
    world.restartLater(running.host());
  }

  /** As kill -9 would. */
  void crash() {
    world.disrupted(running.host(), "crash");
    running.host().kill();
  }

  /** As SIGTERM would. */
  void leave() {
    Running leaving = running;
    world.disrupted(leaving.host(), "leave");
    leaving
        .host()
        .start(() -> {
          leaving.engine().drain();
          leaving.host().sleepSoundly(Duration.ofSeconds(world.random.nextInt(20)));
          leaving.hub().drain();
          leaving.engine().leave();
          leaving.host().sleepSoundly(Duration.ofSeconds(3));
          world.note(leaving.host(), "left", "");
          world.restartLater(leaving.host());
          leaving.host().die();
        });
  }

  private Running boot() {
    Host host = world.universe.host(place + "." + ++processes);
    world.note(host, "boot", "");
    Injector injector =
        Guice.createInjector(
            new JobModule(
                new JobSettings(
                    Duration.ofDays(3),
                    new KeptVolume(100_000, Long.MAX_VALUE),
                    World.EXECUTION_TIMEOUT,
                    3,
                    10_000,
                    JobMemory.of(Long.MAX_VALUE),
                    Optional.empty())),
            new Ports(host));
    Running process =
        new Running(
            host,
            injector.getInstance(JobEngine.class),
            injector.getInstance(JobIntake.class),
            injector.getInstance(Jobs.class),
            injector.getInstance(WatchHub.class),
            injector.getInstance(Reports.class));
    // Had here, since no thread of a world may wait for a lock that it shares with other worlds.
    Retention retention = injector.getInstance(Retention.class);
    ClaimKeeper keeper = injector.getInstance(ClaimKeeper.class);
    Adoption adoption = injector.getInstance(Adoption.class);
    RemoteChanges changes = injector.getInstance(RemoteChanges.class);
    host.start(() -> {
      process.hub().start();
      retention.start();
      keeper.start();
      changes.start();
      adoption.start();
    });
    return process;
  }

  /** The world as a process sees it. */
  private final class Ports extends AbstractModule {
    private final Host host;

    Ports(Host host) {
      this.host = host;
    }

    @Override
    protected void configure() {
      Port port = new Port(world, host);
      SimulatedStore store = store(port);
      Identifiers identifiers = new Identifiers(world.random);
      SimulatedBlobs blobs = new SimulatedBlobs(world, port, identifiers);
      QueueSeller queue = new QueueSeller(world, port, sellerLink);
      SynchronousSeller synchronous = new SynchronousSeller(world, port, sellerLink);
      bind(JobStore.class).toInstance(store);
      bind(JobClaims.class).toInstance(store);
      bind(BlobStore.class).toInstance(blobs);
      bind(Providers.class).toInstance(name -> name.equals(World.QUEUE) ? queue : synchronous);
      bind(Settlement.class).toInstance(SETTLEMENT);
      bind(Ceiling.class).toInstance(CEILING);
      bind(Retirement.class).toInstance(RETIREMENT);
      bind(SourceShelf.class).toInstance(new SourceShelf(blobs));
      bind(SourceLinks.class).toInstance(new NoLinks());
      bind(Clockwork.class).toInstance(clockwork());
      bind(Executor.class).toInstance(host.executor());
      bind(Executor.class).annotatedWith(Punctual.class).toInstance(host.executor());
      bind(RandomGenerator.class).toInstance(world.random);
      bind(Identifiers.class).toInstance(identifiers);
    }

    private SimulatedStore store(Port port) {
      MemoryJobStore memory = world.database.open(host.name);
      JobStore inside = world.mutation.inside(memory, world.database);
      return new SimulatedStore(
          world,
          world.mutation.outside(world.witness.watching(inside, host.name)),
          world.mutation.claims(memory, world.database, host.name),
          port,
          storeLink);
    }

    /** What people call the time differs from process to process. */
    private Clockwork clockwork() {
      Duration wrong = Duration.ofMillis(world.random.nextInt(-5_000, 5_000));
      return new Clockwork(
          () -> START.plusNanos(world.universe.nanos()).plus(wrong),
          world.universe::nanos,
          (delay, task) -> world.universe.after(host, delay, () -> host.start(task))::cancel,
          host.sleeper());
    }
  }
}
