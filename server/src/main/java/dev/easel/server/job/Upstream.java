package dev.easel.server.job;

import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fenced;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's dealings with the sellers: carries out what the machine wants done, one thing at a
 * time, and says what came of it. Aborts and cancels come from other threads.
 */
final class Upstream {
  private static final Logger log = LoggerFactory.getLogger(Upstream.class);
  private static final Duration PREPARATION = Duration.ofMinutes(5);
  private static final Duration LEASE_LOOK = Duration.ofMillis(500);
  private static final Duration UNCONFIGURED = Duration.ofMinutes(1);
  private static final Duration RESULT_LIFE = Duration.ofHours(1);

  /** What may have been done while nobody looked is looked for before its time is said to be up. */
  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  /** With their pauses about an hour, which is as long as sellers keep results. */
  private static final int MOST_FOLLOWS = 90;

  /** What a cancelled or overdue work is given to end by itself. */
  static final Duration STOP_GRACE = Duration.ofSeconds(30);

  private final Workshop shop;
  private final Supplier<Job> job;
  private final BooleanSupplier leaving;
  private final ExecutionTimer timer;
  private final RunCalls calls;
  private final Commission commission;
  private final Inquiry inquiry;
  private @Nullable Secret callerKey;
  private @Nullable Prepared prepared;
  private int follows;
  private boolean correcting;
  private volatile boolean fetching;
  private volatile boolean heard;
  private volatile boolean silent;
  private volatile boolean hungUp;
  private volatile boolean asking;

  Upstream(
      Workshop shop,
      Supplier<Job> job,
      BooleanSupplier leaving,
      ExecutionTimer timer,
      @Nullable Secret callerKey) {
    this.shop = shop;
    this.job = job;
    this.leaving = leaving;
    this.timer = timer;
    this.callerKey = callerKey;
    this.calls = new RunCalls(shop, job, leaving, PREPARATION);
    this.commission = new Commission(shop, job);
    this.inquiry = new Inquiry(shop, job, commission, calls);
  }

  /** Does it, and says what came of it. */
  JobInput carryOut(Work next, ResultSink sink) throws InterruptedException {
    JobInput input = perform(next, sink);
    return switch (next) {
      case Work.Submit() -> submitted(input);
      case Work.Follow ignored ->
          wasMeantToEnd() ? input : WorkFailures.interrupted(input, follows < MOST_FOLLOWS);
      case Work.Prepare() -> input;
      case Work.TryAgain ignored -> input;
      case Work.Reconcile() -> input;
    };
  }

  private JobInput submitted(JobInput input) {
    if (hungUp) {
      return WorkFailures.hungUp(input);
    }
    return heard ? input : WorkFailures.unanswered(input);
  }

  private boolean wasMeantToEnd() {
    return leaving.getAsBoolean() || job.get().stop().isPresent();
  }

  private JobInput perform(Work next, ResultSink sink) throws InterruptedException {
    try {
      return switch (next) {
        case Work.Prepare() -> prepare();
        case Work.TryAgain(Duration after) -> tryAgain(after);
        case Work.Submit() -> submit(sink);
        case Work.Follow(Handle handle) -> follow(handle, sink);
        case Work.Reconcile() -> reconcile();
      };
    } catch (ProviderException e) {
      tellDamage(e);
      return WorkFailures.of(next, patient(e.failure()));
    } catch (Fenced e) {
      return WorkFailures.fenced(next, e);
    } catch (HandleTakenException e) {
      log.warn("job {}: its provider is not believed: {}", job.get().id(), e.getMessage());
      return WorkFailures.misled(next);
    } catch (InterruptedException e) {
      if (leaving.getAsBoolean()) {
        throw e;
      }
      return WorkFailures.aborted(next);
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      String provider = job.get().currentRoute().provider();
      log.error("job {}: the provider {} broke", job.get().id(), provider, e);
      return broken(next);
    }
  }

  /** An image that is not what was stored is for the operator to know, too. */
  private void tellDamage(ProviderException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DamagedBlobException) {
        log.error("job {} cannot have its sources", job.get().id(), cause);
      }
    }
  }

  /** What is said of work that broke without a word. */
  JobInput broken(Work failed) {
    return WorkFailures.broken(failed, follows < MOST_FOLLOWS);
  }

  /** What was looked for often enough is not looked for again. */
  private ProviderFailure patient(ProviderFailure failure) {
    ProviderFailure explained = shop.retirement().explain(job.get().request().model(), failure);
    return follows < MOST_FOLLOWS && !timeIsUp() ? explained : explained.withRetryable(false);
  }

  /**
   * Whether work that was to stop has gone on, a seller been out of reach, or its result been
   * fetched in vain, for so long that nobody waits any more.
   */
  private boolean timeIsUp() {
    boolean waitedFor = job.get().stop().isEmpty() && !timer.waiting() && !fetching;
    return !waitedFor && calls.timeIsUp();
  }

  private JobInput prepare() throws ProviderException, InterruptedException {
    discardPrepared();
    fetching = false;
    timer.stop();
    JobCall call = calls.begin(PREPARATION);
    Sources sources = commission.sources();
    prepared = commission.provider().prepare(commission.work(), sources, call);
    awaitLease();
    return new JobInput.Prepared(
        PricedSizes.of(job.get().request(), sources, call), prepared.silent());
  }

  /** What could not be sent is not intended. */
  private void awaitLease() throws InterruptedException {
    while (!shop.lease().held() && job.get().stop().isEmpty() && !leaving.getAsBoolean()) {
      calls.pause(LEASE_LOOK);
    }
  }

  private JobInput tryAgain(Duration after) throws ProviderException, InterruptedException {
    calls.pause(after);
    return prepare();
  }

  private JobInput submit(ResultSink sink) throws ProviderException, Fenced, InterruptedException {
    Prepared ready = prepared;
    if (ready == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    heard = false;
    hungUp = false;
    silent = ready.silent();
    Duration timeout = commission.executionTimeout();
    JobCall call = calls.begin(timeout.plus(STOP_GRACE));
    timer.start(job.get().attempts().size(), timeout);
    return new JobInput.WorkFinished(ready.submit(callerKey, sink, call));
  }

  private JobInput follow(Handle handle, ResultSink sink)
      throws ProviderException, InterruptedException {
    dropCallerKey();
    ImageProvider provider = configured();
    if (job.get().state().terminal()) {
      correct();
    } else if (!timer.running() && !fetching) {
      takeUp();
    }
    calls.pause(Duration.ofSeconds(1L << Math.min(follows, 5)));
    follows++;
    return new JobInput.WorkFinished(provider.resume(handle, sink, calls.goOn()));
  }

  /** Who has the work; without it that is not looked for, and no time of its runs out here. */
  private ImageProvider configured() throws ProviderException, InterruptedException {
    try {
      return commission.provider();
    } catch (ProviderException e) {
      log.warn("job {} waits: {}", job.get().id(), e.getMessage());
      calls.pause(UNCONFIGURED);
      throw e;
    }
  }

  /**
   * Work that was begun by another process, or found again, is looked for as long as its seller
   * keeps results. Its time runs from the seller's first word on: until then it is our way to the
   * seller that takes too long, and the work may be done. Who wants it to stop waits for no word.
   */
  private void takeUp() {
    Attempt attempt = job.get().attempts().getLast();
    calls.begin(RESULT_LIFE);
    timer.startWithAnswer(() -> giveTime(attempt));
    if (job.get().stop().isPresent()) {
      timer.answered();
    }
  }

  /** The job's end is told, and only a result can change it: its time cannot run out any more. */
  private void correct() {
    if (!correcting) {
      correcting = true;
      timer.stop();
      calls.begin(RESULT_LIFE);
    }
  }

  /** What is left of the time of work that may have been done while nobody looked. */
  private synchronized void giveTime(Attempt attempt) {
    if (fetching) {
      return;
    }
    Duration used = Duration.between(attempt.startTime(), shop.clockwork().now());
    Duration left = commission.executionTimeout().minus(used);
    Duration allowed = left.compareTo(FIRST_LOOK) > 0 ? left : FIRST_LOOK;
    calls.extend(shop.clockwork().deadline(allowed.plus(STOP_GRACE)));
    timer.start(attempt.number(), allowed);
  }

  /** The seller has said something of the work. */
  void answered() {
    timer.answered();
  }

  private JobInput reconcile() throws InterruptedException {
    // What is found has its time anew, and what is not found is not bought again on this key.
    timer.stop();
    dropCallerKey();
    asking = true;
    try {
      return new JobInput.Reconciled(
          shop.running().draining() ? new Reconciliation.CannotTell() : inquiry.ask());
    } finally {
      asking = false;
    }
  }

  /** Asks the seller to stop. */
  void cancel(Handle handle) {
    timer.answered();
    try {
      CancelReply reply = commission.provider().cancel(handle, calls.beside(STOP_GRACE));
      log.debug("job {}: the provider's word on the cancel is {}", job.get().id(), reply);
    } catch (ProviderException e) {
      log.warn("job {} could not be cancelled at its provider: {}", job.get().id(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something is to be seen of the work that is followed. */
  void look() {
    calls.look();
  }

  /** Ends the question that is under way, if one is, and the wait before it. */
  void stopAsking() {
    if (asking) {
      calls.wake();
    }
  }

  /** Ends the call that is under way. */
  void abort() {
    calls.abort();
  }

  /**
   * Ends the call to a seller that can be asked nothing. What has begun to come is bought, and
   * comes to its end.
   */
  synchronized void hangUp() {
    if (silent && !fetching && !asking) {
      hungUp = true;
      calls.abort();
    }
  }

  /** Ends the call that is under way, unless what it bought is done and only being fetched. */
  synchronized void giveUp() {
    if (!fetching) {
      calls.abort();
    }
  }

  /** What is done and bought by now is fetched, whatever time its making was allowed. */
  boolean fetching() {
    return fetching;
  }

  /**
   * The work is done: from here on it is the seller's memory that counts, not its diligence.
   * Hearing so again makes that no longer.
   */
  synchronized void finished() {
    timer.stop();
    if (!fetching) {
      fetching = true;
      calls.extend(shop.clockwork().deadline(RESULT_LIFE));
    }
  }

  /** The seller has said yes to the request that was sent. */
  void accepted() {
    heard = true;
    dropCallerKey();
  }

  /** Another told of the handle: what still waits for it, for an answer or in a pause, is over. */
  void handleKnown() {
    calls.wake();
  }

  private void dropCallerKey() {
    callerKey = null;
  }

  Scraps scraps() {
    return commission.scraps();
  }

  /** Lets everything go that is of no use any more. */
  void close() {
    timer.stop();
    dropCallerKey();
    discardPrepared();
    commission.scraps().discard();
  }

  private void discardPrepared() {
    Prepared old = prepared;
    prepared = null;
    if (old != null) {
      old.close();
    }
  }
}
