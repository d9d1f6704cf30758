package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.catalog.Retirement;
import dev.easel.server.cost.Ceiling;
import dev.easel.server.cost.Settlement;
import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.EditInput;
import dev.easel.server.domain.Identifiers;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.Route;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.server.fetch.SourceShelf;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.server.job.StoreUnavailableException.Lack;
import dev.easel.server.provider.Providers;
import dev.easel.spi.Deadline;
import dev.easel.spi.Handle;
import dev.easel.spi.Secret;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts jobs and runs them, each on a thread of its own. Safe for threads. */
public final class JobEngine {
  private static final Logger log = LoggerFactory.getLogger(JobEngine.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private static final int MOST_ACCEPTS = 4;
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);
  private static final Duration CANCEL_LOOK = Duration.ofMillis(100);

  private final JobStore store;
  private final JobClaims claims;
  private final JobLedger ledger;
  private final Identifiers identifiers;
  private final SourceShelf shelf;
  private final Workshop shop;
  private final DisownedJobs disowned;
  private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
  private final Semaphore idle = new Semaphore(0);
  private final ReentrantLock takingOver = new ReentrantLock();
  private volatile boolean draining;
  private volatile boolean gone;

  @Inject
  JobEngine(
      JobStore store,
      JobClaims claims,
      Lease lease,
      JobLedger ledger,
      Settlement settlement,
      Ceiling ceiling,
      Providers providers,
      BlobStore blobs,
      Retirement retirement,
      SourceShelf shelf,
      SourceLinks links,
      Clockwork clockwork,
      Executor executor,
      RandomGenerator random,
      JobSettings settings,
      Identifiers identifiers) {
    this.store = store;
    this.claims = claims;
    this.ledger = ledger;
    this.identifiers = identifiers;
    this.shelf = shelf;
    this.shop =
        new Workshop(
            new JobMachine(settlement, ceiling, settings.retries()),
            ledger,
            claims,
            lease,
            providers,
            blobs,
            retirement,
            links,
            clockwork,
            executor,
            random,
            new OtherAttempts(store),
            new Setbacks(clockwork, executor),
            settings,
            this::left);
    this.disowned = new DisownedJobs(store, claims, clockwork, () -> gone);
  }

  /**
   * Makes a request a job and begins it, or finds the job that it became before.
   *
   * @param routes who may serve it, in order
   * @param callerKey a key of the caller's own, if the call carries one
   * @return the job as it stands now
   * @throws Rejection if the server is ending, or the request's name was used for another
   */
  public Job submit(
      Caller caller, JobRequest request, List<Route> routes, @Nullable Secret callerKey) {
    checkRoom();
    Instant expireTime = shop.clockwork().now().plus(shop.settings().retention());
    EditInput kept = keep(caller, request.input(), expireTime);
    boolean begun = false;
    try {
      Job job = submit(caller, request.with(kept), routes, expireTime, callerKey);
      begun = job.request().input().equals(kept);
      return job;
    } catch (StoreUnavailableException e) {
      // Accepted or not, nobody knows: if it was, it needs its sources; if not, they expire. What
      // there was no room for was not taken.
      begun = e.lack() != Lack.SPACE;
      throw e;
    } finally {
      if (!begun) {
        shelf.discard(request.input(), kept);
      }
    }
  }

  /**
   * The job that the same request became before, whatever has changed here since: what an answer
   * was lost for is found again, though its sources, its offering or the room for it may be gone.
   *
   * @return empty if the request's name is free, or it has none
   * @throws Rejection if the name was used for another request, or its job was deleted
   */
  public Optional<Job> repeated(Caller caller, JobRequest request) {
    Instant now = shop.clockwork().now();
    return idempotencyKey(caller, request, now)
        .flatMap(key -> store.claimed(key, now))
        .map(JobEngine::known);
  }

  /** What the request of this name started from, if there is its job. */
  public EditInput remembered(Caller caller, String requestId) {
    return store
        .named(caller, requestId, shop.clockwork().now())
        .map(job -> job.request().input())
        .orElse(EditInput.none());
  }

  private static Job known(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Fresh() -> throw new IllegalStateException("nothing was accepted");
      case Acceptance.Known(Job known) -> known;
      case Acceptance.Deleted(JobId id) ->
          throw Rejection.of(
              Reason.JOB_NOT_FOUND,
              "this request_id became job " + id + ", which was deleted",
              Map.of("job_id", id.value()));
      case Acceptance.Conflict(JobId id) ->
          throw Rejection.of(
              Reason.REQUEST_ID_REUSED,
              "this request_id was used for another request, job " + id,
              Map.of("job_id", id.value()));
    };
  }

  private EditInput keep(Caller caller, EditInput input, Instant expireTime) {
    try {
      return shelf.keep(caller, input, expireTime);
    } catch (IOException e) {
      throw new UncheckedIOException("the request's images cannot be stored", e);
    }
  }

  private Job submit(
      Caller caller,
      JobRequest request,
      List<Route> routes,
      Instant expireTime,
      @Nullable Secret callerKey) {
    Instant now = shop.clockwork().now();
    Job job = Job.accepted(identifiers.job(), caller, request, routes, now, expireTime);
    Step step = shop.machine().accept(job, now);
    Claim claim = new Claim(step.job(), JobClaims.FIRST_EPOCH);
    JobRun run = new JobRun(shop, claim, step.next().orElseThrow(), callerKey);
    // Known before it is accepted, so that no cancel and no shutdown can miss it.
    runs.put(step.job().id(), run);
    boolean kept = false;
    try {
      Acceptance acceptance = accept(step, idempotencyKey(caller, request, expireTime));
      kept = acceptance instanceof Acceptance.Fresh;
      return kept ? begin(step.job(), run) : known(acceptance);
    } catch (StoreUnavailableException e) {
      // What there was no room for was not taken.
      kept = request.options().requestId().isEmpty() && e.lack() != Lack.SPACE;
      if (kept) {
        shop.aside(() -> disown(run));
      }
      throw e;
    } finally {
      if (!kept) {
        left(run);
      }
    }
  }

  /** A request with a name may be repeated, and its job found. */
  private void disown(JobRun run) {
    try {
      disowned.end(run);
    } finally {
      left(run);
    }
  }

  /** An answer that was lost is asked for again, so that no caller must send a request twice. */
  private Acceptance accept(Step step, Optional<IdempotencyKey> key) {
    StoreUnavailableException unknown = null;
    for (int left = MOST_ACCEPTS; ; left--) {
      try {
        return store.accept(step.job(), step.events().getFirst(), key);
      } catch (StoreUnavailableException e) {
        if (e.lack() == Lack.SPACE) {
          throw unknown == null ? e : unknown;
        }
        if (left == 1) {
          throw e;
        }
        unknown = e;
        pauseBeforeAccept(e);
      }
    }
  }

  private void pauseBeforeAccept(StoreUnavailableException why) {
    try {
      shop.clockwork().sleeper().sleep(ACCEPT_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private void checkRoom() {
    if (draining) {
      throw Rejection.until(Reason.SERVER_DRAINING, RETRY_DELAY, "the server is stopping");
    }
    if (runs.size() >= shop.settings().maxRunning()) {
      throw Rejection.until(
          Reason.SERVER_OVERLOADED,
          RETRY_DELAY,
          "the server runs " + runs.size() + " jobs, as many as it may");
    }
    try {
      shop.blobs().requireRoom();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no room for another job's images", e);
    }
  }

  private static Optional<IdempotencyKey> idempotencyKey(
      Caller caller, JobRequest request, Instant expireTime) {
    return request
        .options()
        .requestId()
        .map(name -> new IdempotencyKey(caller, name, Fingerprint.of(request), expireTime));
  }

  private Job begin(Job job, JobRun run) {
    ledger.tell(job);
    start(run);
    return job;
  }

  /**
   * Leaves jobs that wait in doubt here, while another was told of their work and has taken them.
   */
  void leaveOvertaken() {
    for (JobRun run : runs.values()) {
      Optional<Attempt> waiting =
          run.job().openAttempt().filter(it -> it.doubt().isPresent() && it.handle().isEmpty());
      if (waiting.isPresent()) {
        store.find(run.job().id()).ifPresent(run::leaveIfBehind);
      }
    }
  }

  /** Whether jobs that others have left are taken over. */
  boolean adopting() {
    return !draining;
  }

  /** Drives a job on from where another left it. */
  void adopt(Claim claim) {
    JobRun run = JobRun.adopting(shop, claim);
    take(run);
    start(run);
  }

  /** From here on it has the job, and whoever had it here does not. */
  private void take(JobRun run) {
    JobRun before = runs.put(run.job().id(), run);
    if (before != null) {
      before.giveWay();
    }
  }

  private void start(JobRun run) {
    shop.aside(run);
    if (gone) {
      run.leave();
    }
  }

  /**
   * Lets a job know under which handle its seller has an attempt that is in doubt, whoever drives
   * it; durable when this returns.
   *
   * @return whether that is so, or the attempt was not in doubt; false if it is to be told to
   *     another process, or later
   * @throws StoreUnavailableException if it is to be told later
   */
  boolean reported(JobId id, int attempt, Handle handle) {
    JobInput.Reported report = new JobInput.Reported(attempt, handle);
    try {
      JobRun run = runs.get(id);
      boolean told = run != null && run.interject(report).attemptInDoubt().isEmpty();
      return told || takeOver(id, report);
    } catch (StaleJobException e) {
      // Nothing is in doubt there any more, or it would have been taken from its driver.
      return true;
    }
  }

  /**
   * Has a job's work looked at now, if that is followed here; whoever follows it elsewhere looks by
   * itself within seconds.
   */
  void look(JobId id) {
    JobRun run = runs.get(id);
    if (run != null) {
      run.look();
    }
  }

  /** A report that comes twice at a time must not make two runs of a job. */
  private boolean takeOver(JobId id, JobInput.Reported report) throws StaleJobException {
    if (!adopting()) {
      return false;
    }
    takingOver.lock();
    try {
      Optional<Claim> claim = claims.reopen(id, report.attempt());
      if (claim.isPresent()) {
        JobRun run = JobRun.adopting(shop, claim.get());
        take(run);
        try {
          run.interject(report);
        } finally {
          start(run);
        }
      }
      return true;
    } finally {
      takingOver.unlock();
    }
  }

  /** Whether this process drives a job, as far as it has noticed. */
  public boolean drives(JobId id) {
    JobRun run = runs.get(id);
    return run != null && run.drives();
  }

  /** Whether this process knows that it has a job in an epoch, be it that it lets the job rest. */
  boolean has(JobId id, long epoch) {
    JobRun run = runs.get(id);
    return (run != null && run.epoch() >= epoch) || shop.setbacks().isResting(id);
  }

  private void left(JobRun run) {
    runs.remove(run.job().id(), run);
    idle.release();
  }

  /**
   * Asks a job to stop.
   *
   * @return the job after that was recorded; unchanged if it was over
   */
  public Job cancel(Job job) {
    try {
      return cancelDriven(job.id()).orElseGet(() -> cancelElsewhere(job));
    } catch (StaleJobException e) {
      return cancelElsewhere(job);
    }
  }

  /** Cancels a job that is driven here; empty if it is not. */
  Optional<Job> cancelDriven(JobId id) throws StaleJobException {
    JobRun run = runs.get(id);
    return run == null
        ? Optional.empty()
        : Optional.of(run.interject(new JobInput.CancelRequested()));
  }

  /** Whoever drives the job is told, and answers for a moment. */
  private Job cancelElsewhere(Job job) {
    Deadline deadline = shop.clockwork().deadline(CANCEL_PATIENCE);
    boolean asked = claims.requestCancel(job.id());
    Job latest = store.find(job.id()).orElse(job);
    try {
      while (asked && latest.stop().isEmpty() && !latest.state().terminal()) {
        if (deadline.remaining().isZero()) {
          break;
        }
        shop.clockwork().sleeper().sleep(CANCEL_LOOK);
        latest = store.find(job.id()).orElse(latest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return latest;
  }

  /** Takes no more jobs. Those that run go on. */
  public void drain() {
    draining = true;
  }

  /**
   * Waits until no job runs.
   *
   * @return whether that was so in time
   */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    Deadline deadline = shop.clockwork().deadline(patience);
    while (!runs.isEmpty()) {
      idle.drainPermits();
      boolean none = runs.isEmpty();
      if (!none && !idle.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** The jobs that are running here, as they are. */
  public List<Job> running() {
    return runs.values().stream().map(JobRun::job).toList();
  }

  /**
   * Stops working for every job, each of which stays as it is and can be taken over at once.
   * Idempotent.
   */
  public void leave() {
    if (gone) {
      return;
    }
    gone = true;
    runs.values().forEach(JobRun::leave);
    try {
      claims.releaseAll();
    } catch (StoreUnavailableException e) {
      log.warn("jobs are taken over only when the lease has ended: {}", e.getMessage());
    }
  }
}
