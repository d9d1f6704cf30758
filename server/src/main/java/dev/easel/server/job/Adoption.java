package dev.easel.server.job;

import dev.easel.server.domain.JobId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over jobs that nobody drives, once a second and a few at a time, so that a start with
 * thousands of running jobs does not fall upon their sellers; and tells the jobs driven here of
 * cancels that were asked for elsewhere, and of another who has taken them.
 */
public final class Adoption {
  private static final Logger log = LoggerFactory.getLogger(Adoption.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int LOOK_FOR_STRAYS_EVERY = 10;

  /** With their polls some seconds apart, less than a seller takes from one account. */
  private static final int MOST_A_TICK = 50;

  private final JobEngine engine;
  private final JobClaims claims;
  private final ClaimKeeper keeper;
  private final Clockwork clockwork;
  private final Executor executor;
  private long ticks;

  @Inject
  Adoption(
      JobEngine engine,
      JobClaims claims,
      ClaimKeeper keeper,
      Clockwork clockwork,
      Executor executor) {
    this.engine = engine;
    this.claims = claims;
    this.keeper = keeper;
    this.clockwork = clockwork;
    this.executor = executor;
  }

  /** Begins with what another process, or this one before it ended, has left. */
  public void start() {
    executor.execute(this::tick);
  }

  private void tick() {
    try {
      look();
    } finally {
      // Whatever it ended with.
      clockwork.timer().after(TICK, () -> executor.execute(this::tick));
    }
  }

  private void look() {
    ticks++;
    tryTo(() -> claims.cancelsPending().forEach(id -> executor.execute(() -> cancel(id))));
    if (claims.shared()) {
      tryTo(engine::leaveOvertaken);
    }
    if (ticks % LOOK_FOR_STRAYS_EVERY == 0) {
      tryTo(() -> claims.driven().forEach(this::releaseStray));
    }
    if (engine.takesMore() && isSureOfOthers()) {
      tryTo(() -> claims.claim(MOST_A_TICK).forEach(engine::adopt));
    }
  }

  /** After an outage of the store every lease has ended, and those who held them live. */
  private boolean isSureOfOthers() {
    return !claims.shared() || keeper.unbroken();
  }

  /** What fails is tried again at the next tick, and keeps nothing else from being done. */
  private static void tryTo(Runnable part) {
    try {
      part.run();
    } catch (StoreUnavailableException e) {
      log.debug("nothing is taken over now: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("jobs could not be taken over; it is tried again", e);
    }
  }

  /** A job that the store believes is driven here, and is not, would never end. */
  private void releaseStray(JobId id, long epoch) {
    if (!engine.has(id, epoch)) {
      log.warn("job {} was left to this process without its knowledge; it is taken up now", id);
      claims.release(id, epoch);
    }
  }

  private void cancel(JobId id) {
    tryTo(() -> {
      try {
        engine.cancelDriven(id);
      } catch (StaleJobException e) {
        log.debug("job {} is driven by another now", id);
      }
    });
  }
}
