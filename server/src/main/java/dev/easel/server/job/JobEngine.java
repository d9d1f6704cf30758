package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.spi.Deadline;
import dev.easel.spi.Handle;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs, each on a thread of its own. Safe for threads. */
public final class JobEngine {
  private static final Logger log = LoggerFactory.getLogger(JobEngine.class);
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);
  private static final Duration CANCEL_LOOK = Duration.ofMillis(100);

  private final RunningJobs running;
  private final JobStore store;
  private final JobClaims claims;
  private final Workshop shop;
  private final ReentrantLock takingOver = new ReentrantLock();
  private volatile boolean gone;

  @Inject
  JobEngine(RunningJobs running, JobStore store, JobClaims claims, Workshop shop) {
    this.running = running;
    this.store = store;
    this.claims = claims;
    this.shop = shop;
  }

  /** A job that is about to be accepted: no cancel and no shutdown can miss it from here on. */
  void expect(JobRun run) {
    running.add(run);
  }

  /** A job that was expected is not begun. */
  void dismiss(JobRun run) {
    running.remove(run);
  }

  /**
   * Leaves jobs that wait in doubt here, while another was told of their work and has taken them.
   */
  void leaveOvertaken() {
    for (JobRun run : running.all()) {
      Optional<Attempt> waiting =
          run.job().openAttempt().filter(it -> it.doubt().isPresent() && it.handle().isEmpty());
      if (waiting.isPresent()) {
        store.find(run.job().id()).ifPresent(run::leaveIfBehind);
      }
    }
  }

  /** Whether more jobs are taken, be they new or left by others. */
  boolean takesMore() {
    return !running.draining();
  }

  /** Whether nothing is worked for any more. */
  boolean gone() {
    return gone;
  }

  /** Drives a job on from where another left it. */
  void adopt(Claim claim) {
    JobRun run = JobRun.adopting(shop, claim);
    take(run);
    start(run);
  }

  /** From here on it has the job, and whoever had it here does not. */
  private void take(JobRun run) {
    running.add(run).ifPresent(JobRun::giveWay);
  }

  /** Works for a job on a thread of its own. */
  void start(JobRun run) {
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
      Optional<JobRun> run = running.of(id);
      boolean told = run.isPresent() && run.get().interject(report).attemptInDoubt().isEmpty();
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
    running.of(id).ifPresent(JobRun::look);
  }

  /** A report that comes twice at a time must not make two runs of a job. */
  private boolean takeOver(JobId id, JobInput.Reported report) throws StaleJobException {
    if (!takesMore()) {
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
    return running.of(id).filter(JobRun::drives).isPresent();
  }

  /** Whether this process knows that it has a job in an epoch, be it that it lets the job rest. */
  boolean has(JobId id, long epoch) {
    return running.of(id).filter(run -> run.epoch() >= epoch).isPresent()
        || shop.setbacks().isResting(id);
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
    Optional<JobRun> run = running.of(id);
    return run.isPresent()
        ? Optional.of(run.get().interject(new JobInput.CancelRequested()))
        : Optional.empty();
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

  /**
   * Takes no more jobs. Those that run go on, but for those whose sellers are only asked what
   * became of them: whoever comes next can ask as well.
   */
  public void drain() {
    running.drain();
  }

  /**
   * Waits until no job runs.
   *
   * @return whether that was so in time
   */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    return running.awaitNone(shop.clockwork().deadline(patience));
  }

  /** The jobs that are running here, as they are. */
  public List<Job> running() {
    return running.all().stream().map(JobRun::job).toList();
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
    running.all().forEach(JobRun::leave);
    try {
      claims.releaseAll();
    } catch (StoreUnavailableException e) {
      log.warn("jobs are taken over only when the lease has ended: {}", e.getMessage());
    }
  }
}
