package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.spi.Handle;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one job: asks the machine what follows from what happened, commits it, then does it. One
 * thread works for the job; cancels and timers come from others and meet it at the {@link
 * DrivenJob}.
 */
final class JobRun implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(JobRun.class);

  private final Workshop shop;
  private final DrivenJob driven;
  private final Murmurs murmurs;
  private final Upstream upstream;
  private final Insistence insistence;
  private final Optional<Work> first;
  private volatile boolean leaving;
  private volatile boolean overtaken;

  /** A run that begins with this work. */
  JobRun(Workshop shop, Claim claim, Work first, @Nullable Secret callerKey) {
    this(shop, claim, Optional.of(first), callerKey);
  }

  /** A run that goes on where another left the job. */
  static JobRun adopting(Workshop shop, Claim claim) {
    return new JobRun(shop, claim, Optional.empty(), null);
  }

  private JobRun(Workshop shop, Claim claim, Optional<Work> first, @Nullable Secret callerKey) {
    this.shop = shop;
    this.first = first;
    this.driven =
        new DrivenJob(
            shop.machine(), shop.ledger(), shop.claims(), shop.clockwork(), claim, this::perform);
    this.murmurs = new Murmurs(shop.clockwork(), shop.executor(), this::tell);
    this.insistence = Insistence.until(() -> leaving, shop.clockwork().sleeper());
    this.upstream =
        new Upstream(
            shop, driven::job, () -> leaving, new ExecutionTimer(shop, this::timedOut), callerKey);
  }

  /** Works until the job is over or the process wants to leave. */
  @Override
  public void run() {
    try {
      Optional<Work> next = first.isPresent() ? first : take(new JobInput.Adopted(), insistence);
      while (next.isPresent() && !leaving && !overtaken && !isLeftToOthers(next.get())) {
        JobInput input = upstream.carryOut(next.get(), sink());
        murmurs.flush();
        next = takeOrRecover(next.get(), input);
      }
    } catch (StaleJobException e) {
      log.warn("job {} is driven by another now", job().id());
    } catch (InterruptedException | StoreUnavailableException e) {
      log.debug("job {} is left as it is", job().id());
    } catch (RuntimeException e) {
      log.error("job {} stays as it is until it is taken up again", job().id(), e);
      shop.setbacks().rest(job().id(), this::release);
    } finally {
      murmurs.close();
      upstream.close();
      shop.left(this);
    }
  }

  private boolean isLeftToOthers(Work work) {
    boolean left = work.equals(new Work.Reconcile()) && shop.running().draining();
    if (left) {
      release();
    }
    return left;
  }

  /** The process is to end: nobody waits for what another can ask as well. */
  void drain() {
    upstream.stopAsking();
  }

  private void release() {
    try {
      driven.release();
    } catch (RuntimeException e) {
      log.warn("job {} is taken up again when this process has ended", job().id(), e);
    }
  }

  /** A fault of ours must neither leave a job that never ends nor lose sight of accepted work. */
  private Optional<Work> takeOrRecover(Work work, JobInput input) throws StaleJobException {
    try {
      return take(input, insistence);
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (HandleTakenException e) {
      log.warn("job {}: its provider is not believed: {}", job().id(), e.getMessage());
      return take(WorkFailures.misled(work), insistence);
    } catch (RuntimeException e) {
      log.error("job {}: what became of its work could not be taken", job().id(), e);
      return take(upstream.broken(work), insistence);
    }
  }

  Job job() {
    return driven.job();
  }

  /** Whether the job is this run's, as far as it has noticed. */
  boolean drives() {
    return !driven.lost();
  }

  /** The epoch in which this run has the job. */
  long epoch() {
    return driven.epoch();
  }

  /** Tells the job something from another thread, and does what that asks for at once. */
  Job interject(JobInput input) throws StaleJobException {
    take(input, Insistence.none());
    return job();
  }

  /** The seller says that there is something to see of its work. */
  void look() {
    upstream.look();
  }

  /** Stops working for a job that another drives by now. */
  void leaveIfBehind(Job stored) {
    if (driven.isBehind(stored)) {
      overtaken = true;
      upstream.abort();
    }
  }

  /** Stops working for the job, which stays as it is. */
  void leave() {
    leaving = true;
    upstream.abort();
  }

  /** What the machine makes of an input is committed before anything follows from it. */
  private Optional<Work> take(JobInput input, Insistence how) throws StaleJobException {
    if (leaving && input.isMereAbort()) {
      return Optional.empty();
    }
    return driven.take(input, how).next();
  }

  private void perform(Side side) {
    switch (side) {
      case Side.CancelUpstream(Handle handle) -> shop.aside(() -> upstream.cancel(handle));
      case Side.Abort() -> upstream.abort();
      case Side.HangUp() -> upstream.hangUp();
      case Side.GiveUp() -> upstream.giveUp();
      case Side.HandleKnown() -> upstream.handleKnown();
      case Side.AbortLater() ->
          shop.clockwork().timer().after(Upstream.STOP_GRACE, upstream::giveUp);
    }
  }

  private void timedOut(int attempt) {
    if (!upstream.fetching()) {
      takeQuietly(new JobInput.ExecutionTimedOut(attempt), insistence);
    }
  }

  /** It may be skipped; the work that it speaks of must not suffer. */
  private void tell(JobInput.Told told) {
    takeQuietly(told, Insistence.none());
  }

  private void takeQuietly(JobInput input, Insistence how) {
    try {
      take(input, how);
    } catch (StaleJobException e) {
      giveWay();
    } catch (RuntimeException e) {
      log.warn("job {}: what it was told could not be kept", job().id(), e);
    }
  }

  /** Whoever drives the job now can follow the work too, unless only this call hears of it. */
  void giveWay() {
    log.debug("job {} is driven by another now", job().id());
    if (job().attemptInDoubt().isEmpty()) {
      overtaken = true;
      upstream.abort();
    }
  }

  private ResultSink sink() {
    return new SinkToJob(
        this::job,
        this::takeFromSink,
        murmurs,
        shop.blobs(),
        upstream.scraps(),
        upstream::answered,
        upstream::accepted,
        upstream::finished);
  }

  private void takeFromSink(JobInput input) {
    try {
      take(input, insistence);
    } catch (StaleJobException e) {
      giveWay();
      discardUnlessTaken(input);
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // What may have been committed, or may yet be, is not taken from under it.
      if (!driven.unsettled()) {
        discardUnlessTaken(input);
      }
      throw e;
    }
  }

  /** An image that no job names would stay until its time is over, and count for no limit. */
  private void discardUnlessTaken(JobInput untaken) {
    if (!(untaken instanceof JobInput.ImageStored(SlotResult.Filled image))) {
      return;
    }
    try {
      Optional<Job> stored = shop.ledger().find(job().id());
      if (stored.filter(latest -> latest.images().contains(image)).isEmpty()) {
        shop.blobs().delete(image.blob().id());
      }
    } catch (IOException | RuntimeException e) {
      log.debug("blob {} stays until its time is over", image.blob().id(), e);
    }
  }
}
