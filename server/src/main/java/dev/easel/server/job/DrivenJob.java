package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job in the hands of its driver: what happens to it is made a step by the machine and
 * committed, one thing after the other. Safe for threads.
 *
 * <p>A commit whose outcome is unknown is made again as it is until it is known, and nothing else
 * comes before that: what follows from it must follow from what the store has. A step that the
 * store refuses for good is left out, so that it stands in the way of nothing.
 */
final class DrivenJob {
  private static final Logger log = LoggerFactory.getLogger(DrivenJob.class);

  private final JobMachine machine;
  private final JobLedger ledger;
  private final JobClaims claims;
  private final Clockwork clockwork;
  private final Consumer<Side> sides;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Job job;
  private volatile long epoch;
  private volatile boolean storeAway;
  private volatile boolean lost;
  private @Nullable Step unknown;

  /** Tells what the machine wants done beside a step, once that is committed. */
  DrivenJob(
      JobMachine machine,
      JobLedger ledger,
      JobClaims claims,
      Clockwork clockwork,
      Claim claim,
      Consumer<Side> sides) {
    this.machine = machine;
    this.ledger = ledger;
    this.claims = claims;
    this.clockwork = clockwork;
    this.job = claim.job();
    this.epoch = claim.epoch();
    this.sides = sides;
  }

  /** The job as last committed here. */
  Job job() {
    return job;
  }

  /** Whether the store has changes of the job that were not made here. */
  boolean isBehind(Job stored) {
    lock.lock();
    try {
      return unknown == null && job.revision() < stored.revision();
    } finally {
      lock.unlock();
    }
  }

  /** The epoch in which it was claimed last. */
  long epoch() {
    return epoch;
  }

  /** Whether another has the job, as far as was noticed. */
  boolean lost() {
    return lost;
  }

  /** Whether a commit was made of which nobody knows yet what became of it. */
  boolean unsettled() {
    lock.lock();
    try {
      return unknown != null;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the job up, so that another may claim it at once. */
  void release() {
    claims.release(job.id(), epoch);
  }

  /**
   * Commits what an input makes of the job.
   *
   * @throws StaleJobException if another drives the job now
   * @throws StoreUnavailableException if the store cannot commit now, and that was not insisted on
   * @throws HandleTakenException if the input tells a handle that another attempt has
   */
  Step take(JobInput input, Insistence insistence) throws StaleJobException {
    if (storeAway && !insistence.waits()) {
      throw new StoreUnavailableException(Lack.CONNECTION, "the job waits for its store", null);
    }
    lock.lock();
    try {
      settle(insistence);
      return apply(input, insistence);
    } catch (StaleJobException e) {
      lost = true;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void settle(Insistence insistence) {
    Step step = unknown;
    if (step == null) {
      return;
    }
    try {
      commit(step, insistence);
      step.sides().forEach(sides);
    } catch (StaleJobException | CancelPendingException | HandleTakenException e) {
      // So it was not made, and what it told could be left out: unlike what comes now.
      unknown = null;
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      if (unknown != null) {
        throw e;
      }
      log.error("job {} goes on without what its store refuses to keep", job.id(), e);
    }
  }

  private Step apply(JobInput input, Insistence insistence) throws StaleJobException {
    Optional<Attempt> known = job.openAttempt().filter(attempt -> attempt.handle().isPresent());
    while (true) {
      try {
        recall(known, insistence);
        return applyToLatest(input, insistence);
      } catch (StaleJobException e) {
        reopen(known.isPresent() || input.tellsOfAttempt(), insistence, e);
      }
    }
  }

  /**
   * Tells a store that lost its last commits, as one that was promoted may have, who has the work.
   */
  private void recall(Optional<Attempt> known, Insistence insistence) throws StaleJobException {
    if (known.isPresent() && job.attemptInDoubt().isPresent()) {
      applyToLatest(new JobInput.Accepted(known.get().handle().orElseThrow()), insistence);
    }
  }

  /**
   * Another has the job, and does not know what we know of the attempt that we made; as often as
   * another takes it.
   */
  private void reopen(boolean knowsMore, Insistence insistence, StaleJobException stale)
      throws StaleJobException {
    Optional<Attempt> attempt = job.openAttempt();
    if (attempt.isEmpty() || !knowsMore) {
      throw stale;
    }
    if (attempt.get().handle().isPresent() && !isDoubtedThere(attempt.get(), insistence)) {
      throw stale;
    }
    Claim claim = reopen(attempt.get().number(), insistence).orElseThrow(() -> stale);
    job = claim.job();
    epoch = claim.epoch();
    lost = false;
  }

  /** Its number alone could be that of another, made by who never heard of this one. */
  private boolean isDoubtedThere(Attempt attempt, Insistence insistence) {
    for (int before = 0; ; before++) {
      try {
        return ledger
            .find(job.id())
            .filter(stored -> stored.attemptInDoubt().isPresent())
            .flatMap(Job::openAttempt)
            .filter(stored -> stored.number() == attempt.number())
            .filter(stored -> stored.startTime().equals(attempt.startTime()))
            .isPresent();
      } catch (StoreUnavailableException e) {
        insistence.again(e, before);
      }
    }
  }

  private Optional<Claim> reopen(int attempt, Insistence insistence) {
    for (int before = 0; ; before++) {
      try {
        return claims.reopen(job.id(), attempt);
      } catch (StoreUnavailableException e) {
        insistence.again(e, before);
      }
    }
  }

  private Step applyToLatest(JobInput input, Insistence insistence) throws StaleJobException {
    try {
      return applyOnce(input, insistence);
    } catch (CancelPendingException e) {
      return applyAfterCancel(input, insistence);
    }
  }

  private Step applyAfterCancel(JobInput input, Insistence insistence) throws StaleJobException {
    try {
      applyOnce(new JobInput.CancelRequested(), insistence);
      return applyOnce(input, insistence);
    } catch (CancelPendingException e) {
      throw new IllegalStateException("a cancel is pending that the job knows of", e);
    }
  }

  private Step applyOnce(JobInput input, Insistence insistence)
      throws StaleJobException, CancelPendingException {
    Step step = machine.apply(job, input, clockwork.now());
    commit(step, insistence);
    step.sides().forEach(sides);
    return step;
  }

  private void commit(Step step, Insistence insistence)
      throws StaleJobException, CancelPendingException {
    unknown = step;
    for (int before = 0; ; before++) {
      try {
        ledger.commit(epoch, step);
        unknown = null;
        storeAway = false;
        job = step.job();
        return;
      } catch (StaleJobException | CancelPendingException | HandleTakenException e) {
        unknown = null;
        storeAway = false;
        throw e;
      } catch (StoreUnavailableException e) {
        storeAway = insistence.waits();
        insistence.again(e, before);
      } catch (RuntimeException e) {
        if (isMade(step, e)) {
          log.error("job {} was changed, and something failed after it", job.id(), e);
          unknown = null;
          job = step.job();
          return;
        }
        unknown = null;
        throw e;
      }
    }
  }

  /** Whether the store has a step that failed otherwise than for want of the store. */
  private boolean isMade(Step step, RuntimeException why) {
    try {
      return ledger.find(job.id()).equals(Optional.of(step.job()));
    } catch (StoreUnavailableException e) {
      why.addSuppressed(e);
      throw why;
    }
  }
}
