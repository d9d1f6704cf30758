package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which jobs this process knows that it drives. Where the answer of the database was lost, there
 * can be others that it drives without knowing: nobody else would claim them while it lives, so
 * that it gives them up. Safe for threads.
 */
final class Holdings {
  private final Driver driver;
  private final Map<JobId, Long> epochs = new ConcurrentHashMap<>();
  private final AtomicBoolean doubtful = new AtomicBoolean();

  Holdings(Driver driver) {
    this.driver = driver;
  }

  /** To be called before the database can know it. */
  void hold(JobId id, long epoch) {
    epochs.merge(id, epoch, Math::max);
  }

  /** A job is not driven here any more, or not in this epoch. */
  void drop(JobId id, long epoch) {
    epochs.remove(id, epoch);
  }

  /** An answer was lost. */
  void doubt() {
    doubtful.set(true);
  }

  /** Gives up what this process drives without knowing, if there may be any. */
  void settle(Tables tables) throws SQLException {
    if (!doubtful.getAndSet(false)) {
      return;
    }
    boolean settled = false;
    try {
      // Asked first: what is held was noted before the database could know it.
      Map<JobId, Long> driven = tables.jobs().drivenBy(driver.id());
      for (Map.Entry<JobId, Long> job : driven.entrySet()) {
        if (!epochs.containsKey(job.getKey())) {
          tables.jobs().giveUp(job.getKey(), job.getValue());
        }
      }
      settled = true;
    } finally {
      if (!settled) {
        doubt();
      }
    }
  }
}
