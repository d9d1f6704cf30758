package dev.easel.server.job;

import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do when the store cannot commit now. */
@FunctionalInterface
interface Insistence {
  /**
   * Returns when the commit is to be tried again.
   *
   * @param before how often it was tried already, but for the first time
   * @throws StoreUnavailableException the same, if it is not
   */
  void again(StoreUnavailableException why, int before);

  /** Whether it may take as long as the store is away. */
  default boolean waits() {
    return false;
  }

  /** Does without. */
  static Insistence none() {
    return (why, before) -> {
      throw why;
    };
  }

  /** Tries until it works or the process leaves: what happened must not be forgotten. */
  static Insistence until(BooleanSupplier leaving, Sleeper sleeper) {
    return new Patient(leaving, sleeper);
  }

  /** Waits longer and longer. */
  record Patient(BooleanSupplier leaving, Sleeper sleeper) implements Insistence {
    private static final Logger log = LoggerFactory.getLogger(Insistence.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 4;

    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public void again(StoreUnavailableException why, int before) {
      if (leaving.getAsBoolean()) {
        throw why;
      }
      if (before == 0) {
        log.warn("a job waits for its store: {}", why.getMessage());
      }
      boolean interrupted = Thread.interrupted();
      try {
        sleeper.sleep(FIRST_PAUSE.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS)));
      } catch (InterruptedException e) {
        // Meant for the work, which has ended already; it must not take away what came of it.
        interrupted = true;
      } finally {
        if (interrupted && leaving.getAsBoolean()) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
