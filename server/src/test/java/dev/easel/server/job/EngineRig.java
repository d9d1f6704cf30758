package dev.easel.server.job;

import dev.easel.server.Models;
import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.Reserve;
import dev.easel.server.blob.ReservingBlobStore;
import dev.easel.server.blob.disk.DiskBlobStore;
import dev.easel.server.catalog.ModelCatalog;
import dev.easel.server.catalog.Retirement;
import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.fetch.SourceShelf;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.ImageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The engine on real threads, in a time that the test moves, before scripted sellers. */
final class EngineRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JobSettings SETTINGS =
      new JobSettings(
          Duration.ofDays(3),
          new KeptVolume(1_000, 1L << 40),
          Duration.ofMinutes(20),
          3,
          5,
          JobMemory.of(1L << 30),
          Optional.empty());

  final ManualClockwork time = new ManualClockwork();
  final MemoryDatabase database;
  final MemoryJobStore store;
  final Wavering wavering = new Wavering();
  final HotJobs hot;
  final TerminalWaits waits = new TerminalWaits();
  final WatchHub hub;
  final BlobStore blobs;
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  final ScriptedLinks links = new ScriptedLinks();
  final RunningJobs running = new RunningJobs();
  final JobEngine engine;
  final JobIntake intake;
  final Map<String, ImageProvider> providers = new ConcurrentHashMap<>();
  final Queue<Boolean> leases = new ConcurrentLinkedQueue<>();
  private final WatchedThreads threads = new WatchedThreads();
  private final ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
  private final String[] instances;
  private final Path folder;

  EngineRig(Path folder, Map<String, ? extends ImageProvider> sellers) throws IOException {
    this(folder, sellers, new MemoryDatabase(System::nanoTime), "rig");
  }

  /** One of several processes that share their jobs. */
  EngineRig(
      Path folder,
      Map<String, ? extends ImageProvider> sellers,
      MemoryDatabase database,
      String driver)
      throws IOException {
    this.database = database;
    store = database.open(driver);
    hot = new HotJobs(store, store, time.clockwork());
    providers.putAll(sellers);
    instances = sellers.keySet().toArray(String[]::new);
    this.folder = folder;
    Random random = new Random(3);
    ModelCatalog catalog = Models.soldBy(instances);
    blobs =
        new ReservingBlobStore(
            new DiskBlobStore(folder, new Identifiers(random)),
            new Reserve(room::get, 1),
            time.clockwork().sleeper());
    hub = new WatchHub(store, hot, time.clockwork(), executor, random, WatchLimits.published());
    JobLedger ledger = new JobLedger(wavering.port(JobStore.class, store), hot, hub, waits);
    JobStore jobs = wavering.port(JobStore.class, store);
    JobClaims claims = wavering.port(JobClaims.class, store);
    Workshop shop =
        new Workshop(
            new JobMachine(Sample.settlement(catalog), Sample.ceiling(catalog), SETTINGS.retries()),
            ledger,
            claims,
            this::isLeaseHeld,
            this::named,
            blobs,
            new Retirement(catalog),
            links,
            time.clockwork(),
            executor,
            random,
            new OtherAttempts(jobs),
            new Setbacks(time.clockwork(), executor),
            SETTINGS,
            running);
    engine = new JobEngine(running, jobs, claims, shop);
    intake =
        new JobIntake(
            jobs,
            new JobRoom(running, blobs, SETTINGS),
            engine,
            new SourceShelf(blobs),
            new Identifiers(random),
            shop);
  }

  private boolean isLeaseHeld() {
    Boolean held = leases.poll();
    return held == null || held;
  }

  private ImageProvider named(String name) {
    ImageProvider provider = providers.get(name);
    if (provider == null) {
      throw new IllegalArgumentException("no provider " + name);
    }
    return provider;
  }

  Job submit() {
    JobRequest request = Sample.request(1);
    return intake.submit(
        Caller.LOCAL,
        request,
        Arrays.stream(instances).map(instance -> Sample.route(instance, 1)).toList(),
        null);
  }

  /** Begins to take over what nobody drives. */
  Lease adopt() {
    JobClaims claims = wavering.port(JobClaims.class, store);
    ClaimKeeper keeper = new ClaimKeeper(claims, time.clockwork(), executor);
    keeper.start();
    new Adoption(engine, claims, keeper, time.clockwork(), executor).start();
    return keeper;
  }

  /** A job as another process left it, which is gone. */
  Job leftBehind(Duration executionTimeout, JobInput... inputs) throws Exception {
    return leftBehind(request(executionTimeout, Optional.empty()), inputs);
  }

  Job leftBehind(JobRequest request, JobInput... inputs) throws Exception {
    Job fresh =
        Job.accepted(
            new JobId("01JOB"),
            Caller.LOCAL,
            request,
            List.of(Sample.route(instances[0], request.output().count())),
            time.clockwork().now(),
            time.clockwork().now().plus(Duration.ofDays(3)));
    JobMachine machine = Sample.machine(3, instances);
    Step step = machine.accept(fresh, time.clockwork().now());
    store.accept(step.job(), step.events().getFirst(), Optional.empty());
    for (JobInput input : inputs) {
      step = machine.apply(step.job(), input, time.clockwork().now());
      store.commit(JobClaims.FIRST_EPOCH, step.job(), step.events());
    }
    store.release(step.job().id(), JobClaims.FIRST_EPOCH);
    return step.job();
  }

  Job submit(Duration executionTimeout) {
    return submit(request(executionTimeout, Optional.empty()));
  }

  Job submit(JobRequest request) {
    return intake.submit(
        Caller.LOCAL, request, List.of(Sample.route(instances[0], request.output().count())), null);
  }

  static JobRequest request(Duration executionTimeout, Optional<String> requestId) {
    JobRequest plain = Sample.request(1);
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            requestId,
            unset.providers(),
            Optional.of(executionTimeout),
            unset.maxCost(),
            unset.delivery(),
            unset.priority(),
            unset.previewCount(),
            unset.endUser(),
            unset.labels());
    return JobRequest.generate(plain.prompt(), plain.model(), plain.output(), options);
  }

  /** The job when it is over. */
  Job end(Job job) throws InterruptedException {
    try (TerminalWaits.Wait wait = waits.join(job.id())) {
      if (!now(job).state().terminal() && !wait.hold(PATIENCE)) {
        throw new AssertionError("the job is not over: " + now(job));
      }
    }
    return now(job);
  }

  /** The job when it is over, with time passing until it is. */
  Job endInTime(Job job, Duration step) {
    for (int i = 0; i < 2_000 && !now(job).state().terminal(); i++) {
      passTime(step);
    }
    return now(job);
  }

  /**
   * Lets time pass when everybody waits for it, and returns when they do again: a machine that is
   * slow must not be taken for work that is.
   */
  void passTime(Duration step) {
    threads.awaitQuiet();
    time.pass(step);
    threads.awaitQuiet();
  }

  /** Does what a test would do itself if it had not to let time pass meanwhile. */
  void beside(Runnable work) {
    threads.newThread(work).start();
  }

  /** Returns when nobody works for the job any more. */
  void left(Job job) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (engine.running().stream().anyMatch(running -> running.id().equals(job.id()))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("somebody still works for " + job.id());
      }
      Thread.sleep(1);
    }
  }

  /** Returns when the job's attempt has its handle. */
  void awaitHandle(Job job) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (now(job).openAttempt().flatMap(Attempt::handle).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no handle has come for " + job.id());
      }
      Thread.sleep(1);
    }
  }

  /** How many files the blob store has. */
  long files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  Job now(Job job) {
    return store.find(job.id()).orElseThrow();
  }

  List<JobEvent> history(Job job) {
    return store.events(job.id(), 0, 1_000);
  }

  @Override
  public void close() {
    engine.leave();
    executor.shutdownNow();
  }
}
