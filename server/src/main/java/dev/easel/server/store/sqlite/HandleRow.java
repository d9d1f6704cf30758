package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import java.util.Optional;

/** Whose a seller's work is. */
record HandleRow(String provider, String workName, String job, int attempt, long expireTime) {
  /** That of a job's latest attempt, if it is known at its seller. */
  static Optional<HandleRow> of(Job job) {
    return job.attempts().isEmpty() ? Optional.empty() : of(job, job.attempts().getLast());
  }

  private static Optional<HandleRow> of(Job job, Attempt attempt) {
    return attempt
        .workName()
        .map(name ->
            new HandleRow(
                attempt.provider(),
                name,
                job.id().value(),
                attempt.number(),
                StoreTime.of(job.expireTime())));
  }

  boolean isOfTheSameAttempt(HandleRow other) {
    return job.equals(other.job) && attempt == other.attempt;
  }

  long checksum() {
    return new Checksum().add(provider).add(workName).add(job).add(attempt).add(expireTime).value();
  }
}
