package dev.easel.server.job;

import dev.easel.spi.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends jobs that nobody knows of: the store did not say in time whether it took them, so that
 * whoever asked was told that it did not, and a request without a name cannot be repeated. What was
 * taken all the same is ended before anything is sent for it. Only a process that dies, or is cut
 * off for longer than its lease, before the store has answered leaves such a job to be driven by
 * another. Safe for threads.
 */
final class DisownedJobs {
  private static final Logger log = LoggerFactory.getLogger(DisownedJobs.class);

  /** What was given up for longer is not done any more: no statement may take so long. */
  private static final Duration LATEST = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final JobStore store;
  private final JobClaims claims;
  private final Clockwork clockwork;
  private final BooleanSupplier leaving;

  DisownedJobs(JobStore store, JobClaims claims, Clockwork clockwork, BooleanSupplier leaving) {
    this.store = store;
    this.claims = claims;
    this.clockwork = clockwork;
    this.leaving = leaving;
  }

  /** Returns when there is no such job, or it ends, or the process leaves. */
  void end(JobRun run) {
    Deadline latest = clockwork.deadline(LATEST);
    try {
      while (!leaving.getAsBoolean() && !isEnded(run, latest.passed())) {
        clockwork.sleeper().sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isEnded(JobRun run, boolean settled) {
    try {
      if (store.find(run.job().id()).isEmpty()) {
        return settled;
      }
      log.warn("job {} is ended: nobody was told of it", run.job().id());
      run.interject(new JobInput.Disowned());
      return true;
    } catch (StaleJobException e) {
      return isCancelled(run);
    } catch (StoreUnavailableException e) {
      log.debug("job {} is looked for later: {}", run.job().id(), e.getMessage());
      return false;
    }
  }

  /** Another drives it already, and what it has not sent it need not send. */
  private boolean isCancelled(JobRun run) {
    try {
      claims.requestCancel(run.job().id());
      return true;
    } catch (StoreUnavailableException e) {
      log.debug("job {} is cancelled later: {}", run.job().id(), e.getMessage());
      return false;
    }
  }
}
