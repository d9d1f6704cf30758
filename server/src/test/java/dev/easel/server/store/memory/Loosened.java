package dev.easel.server.store.memory;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims.Claim;
import java.util.List;
import java.util.Optional;

/** The memory store without what keeps it right, for those who must notice. */
public final class Loosened {
  private Loosened() {}

  /** Replaces a job, whoever drives it and whatever became of it since. */
  public static void commit(MemoryDatabase database, Job after, List<JobEvent> events) {
    synchronized (database) {
      database
          .row(after.id())
          .filter(row -> !row.job.equals(after))
          .ifPresent(row -> row.append(after, events));
    }
  }

  /** Claims a job, whatever is known of its attempts. */
  public static Optional<Claim> reopen(MemoryDatabase database, JobId id, String driver) {
    synchronized (database) {
      return database.row(id).map(row -> row.claim(driver));
    }
  }
}
