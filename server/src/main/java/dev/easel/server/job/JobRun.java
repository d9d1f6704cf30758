package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.job.JobStore.StaleJobException;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fenced;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one job: asks the machine what follows from what happened, commits it, then does it. One
 * thread works for the job; cancels and timers come from others and meet it at the lock.
 */
final class JobRun implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(JobRun.class);
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);
  private static final Duration PREPARATION = Duration.ofMinutes(5);
  private static final Duration RESULT_LIFE = Duration.ofHours(1);

  /** With their pauses about an hour, which is as long as sellers keep results. */
  private static final int MOST_FOLLOWS = 90;

  private final Workshop shop;
  private final ReentrantLock lock = new ReentrantLock();
  private final Murmurs murmurs;
  private final Scraps scraps;
  private Job job;
  private @Nullable Secret callerKey;
  private @Nullable Sources sources;
  private @Nullable Prepared prepared;
  private Clockwork.Cancellation executionTimer = () -> {};
  private Work work;
  private int follows;
  private volatile boolean fetching;
  private volatile JobCall call;
  private volatile boolean leaving;

  JobRun(Workshop shop, Job job, Work first, @Nullable Secret callerKey) {
    this.shop = shop;
    this.job = job;
    this.work = first;
    this.callerKey = callerKey;
    this.murmurs = new Murmurs(shop.clockwork(), shop.executor(), this::tell);
    this.scraps = new Scraps(shop.blobs());
    this.call = newCall(PREPARATION);
  }

  /** Works until the job is over or the process wants to leave. */
  @Override
  public void run() {
    try {
      Optional<Work> next = Optional.of(work);
      while (next.isPresent() && !leaving) {
        work = next.get();
        JobInput input = carryOut(work);
        murmurs.flush();
        next = takeOrRecover(input);
      }
    } catch (StaleJobException e) {
      log.warn("job {} is driven by another now", job().id());
    } catch (InterruptedException e) {
      log.debug("job {} is left as it is", job().id());
    } catch (RuntimeException e) {
      log.error("job {} stays as it is", job().id(), e);
    } finally {
      murmurs.close();
      executionTimer.cancel();
      dropCallerKey();
      discardPrepared();
      scraps.discard();
      shop.left(this);
    }
  }

  /** A fault of ours must neither leave a job that never ends nor lose sight of accepted work. */
  private Optional<Work> takeOrRecover(JobInput input) throws StaleJobException {
    try {
      return take(input);
    } catch (RuntimeException e) {
      log.error("job {}: what became of its work could not be taken", job().id(), e);
      return take(broken(work));
    }
  }

  private JobInput broken(Work failed) {
    return WorkFailures.broken(failed, follows < MOST_FOLLOWS);
  }

  Job job() {
    lock.lock();
    try {
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the job something from another thread, and does what that asks for at once. */
  Job interject(JobInput input) throws StaleJobException {
    take(input);
    return job();
  }

  /** Stops working for the job, which stays as it is. */
  void leave() {
    leaving = true;
    call.abort();
  }

  /** What the machine makes of an input is committed before anything follows from it. */
  private Optional<Work> take(JobInput input) throws StaleJobException {
    Step step;
    lock.lock();
    try {
      if (leaving && input.isMereAbort()) {
        return Optional.empty();
      }
      step = shop.machine().apply(job, input, shop.clockwork().now());
      shop.ledger().commit(step);
      job = step.job();
    } finally {
      lock.unlock();
    }
    step.sides().forEach(this::perform);
    return step.next();
  }

  private JobInput carryOut(Work next) throws InterruptedException {
    try {
      return switch (next) {
        case Work.Prepare() -> prepare();
        case Work.TryAgain(Duration after) -> tryAgain(after);
        case Work.Submit() -> submit();
        case Work.Follow(Handle handle) -> follow(handle);
      };
    } catch (ProviderException e) {
      return WorkFailures.of(next, patient(e.failure()));
    } catch (Fenced e) {
      return WorkFailures.fenced(next, e);
    } catch (InterruptedException e) {
      if (leaving) {
        throw e;
      }
      return WorkFailures.aborted(next);
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      String provider = job().currentRoute().provider();
      log.error("job {}: the provider {} broke", job().id(), provider, e);
      return broken(next);
    }
  }

  /** What was looked for often enough is not looked for again. */
  private ProviderFailure patient(ProviderFailure failure) {
    ProviderFailure explained = shop.retirement().explain(job().request().model(), failure);
    return follows < MOST_FOLLOWS ? explained : explained.withRetryable(false);
  }

  private JobInput prepare() throws ProviderException, InterruptedException {
    discardPrepared();
    fetching = false;
    executionTimer.cancel();
    call = newCall(PREPARATION);
    prepared = provider().prepare(imageWork(), sources(), call);
    return new JobInput.Prepared(PricedSizes.of(job().request(), sources(), call));
  }

  private JobInput tryAgain(Duration after) throws ProviderException, InterruptedException {
    pause(after);
    return prepare();
  }

  private JobInput submit() throws ProviderException, Fenced, InterruptedException {
    Prepared ready = prepared;
    if (ready == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    Duration timeout = executionTimeout();
    call = newCall(timeout.plus(STOP_GRACE));
    int attempt = job().attempts().size();
    executionTimer.cancel();
    executionTimer =
        shop.clockwork().timer().after(timeout, () -> shop.aside(() -> timedOut(attempt)));
    return new JobInput.WorkFinished(ready.submit(callerKey, sink(), call));
  }

  private JobInput follow(Handle handle) throws ProviderException, InterruptedException {
    pause(Duration.ofSeconds(1L << Math.min(follows, 5)));
    follows++;
    call = fetching ? newCall(RESULT_LIFE) : call.renewed();
    return new JobInput.WorkFinished(provider().resume(handle, sink(), call));
  }

  private void perform(Side side) {
    switch (side) {
      case Side.CancelUpstream(Handle handle) -> shop.aside(() -> cancelUpstream(handle));
      case Side.Abort() -> call.abort();
      case Side.AbortLater() -> shop.clockwork().timer().after(STOP_GRACE, this::abortWork);
    }
  }

  /** What is done and bought by now is fetched, whatever time its making was allowed. */
  private void abortWork() {
    if (!fetching) {
      call.abort();
    }
  }

  private void cancelUpstream(Handle handle) {
    try {
      CancelReply reply = provider().cancel(handle, newCall(STOP_GRACE));
      log.debug("job {}: the provider's word on the cancel is {}", job().id(), reply);
    } catch (ProviderException e) {
      log.warn("job {} could not be cancelled at its provider: {}", job().id(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void timedOut(int attempt) {
    if (fetching) {
      return;
    }
    try {
      take(new JobInput.ExecutionTimedOut(attempt));
    } catch (StaleJobException e) {
      log.debug("job {} is driven by another now", job().id());
    }
  }

  private void tell(JobInput.Told told) {
    try {
      take(told);
    } catch (StaleJobException e) {
      log.debug("job {} is driven by another now", job().id());
    } catch (RuntimeException e) {
      // It may be skipped; the work that it speaks of must not suffer.
      log.warn("job {}: its progress could not be kept", job().id(), e);
    }
  }

  private SinkToJob sink() {
    return new SinkToJob(
        this::job,
        this::takeFromSink,
        murmurs,
        shop.blobs(),
        scraps,
        this::dropCallerKey,
        this::fetching);
  }

  private void takeFromSink(JobInput input) {
    try {
      take(input);
    } catch (StaleJobException e) {
      call.abort();
    }
  }

  /** The work is done: from here on it is the seller's memory that counts, not its diligence. */
  private void fetching() {
    fetching = true;
    executionTimer.cancel();
    call.extend(shop.clockwork().deadline(RESULT_LIFE));
  }

  private void dropCallerKey() {
    callerKey = null;
  }

  private ImageProvider provider() {
    return shop.providers().named(job().currentRoute().provider());
  }

  private ImageWork imageWork() {
    Job current = job();
    return new ImageWork(
        current.request().operation(),
        current.request().prompt(),
        current.request().model(),
        current.output(),
        current.currentRoute().inputFidelity(),
        current.request().options().priority(),
        current.request().options().previewCount(),
        current.request().options().endUser());
  }

  /** Made once, so that what was fetched for one attempt serves the next. */
  private Sources sources() {
    Sources known = sources;
    if (known == null) {
      known = JobSources.of(job(), shop.blobs(), shop.links(), scraps);
      sources = known;
    }
    return known;
  }

  private Duration executionTimeout() {
    return job().request().options().executionTimeout().orElse(shop.settings().executionTimeout());
  }

  private JobCall newCall(Duration limit) {
    return new JobCall(
        job(), shop.clockwork().deadline(limit), () -> leaving || job().stop().isPresent());
  }

  /** At least this long, up to half as much again, so that many do not come back at once. */
  private void pause(Duration atLeast) throws InterruptedException {
    long jitter = (long) (atLeast.toNanos() * 0.5 * shop.random().nextDouble());
    JobCall pausing = call.renewed();
    call = pausing;
    pausing.onCancel(Thread.currentThread()::interrupt);
    try {
      shop.clockwork().sleeper().sleep(atLeast.plusNanos(jitter));
    } finally {
      pausing.onCancel(() -> {});
    }
  }

  private void discardPrepared() {
    Prepared old = prepared;
    prepared = null;
    if (old != null) {
      old.close();
    }
  }
}
