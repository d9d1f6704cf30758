package dev.easel.server.store.sqlite;

import dev.easel.server.job.JobClaims;
import org.jspecify.annotations.Nullable;

/**
 * What a job's row says of who drives the job, and what became of the row.
 *
 * @param driver null if it was given up
 * @param skippableEvents how many of its events there are that may be skipped
 */
record JobControl(
    long epoch,
    @Nullable String driver,
    boolean cancelRequested,
    boolean hidden,
    int skippableEvents) {

  static JobControl accepted(String driver) {
    return new JobControl(JobClaims.FIRST_EPOCH, driver, false, false, 0);
  }

  JobControl claimed(String newDriver) {
    return new JobControl(epoch + 1, newDriver, cancelRequested, hidden, skippableEvents);
  }

  JobControl released() {
    return new JobControl(epoch, null, cancelRequested, hidden, skippableEvents);
  }

  JobControl toCancel() {
    return new JobControl(epoch, driver, true, hidden, skippableEvents);
  }

  JobControl outOfSight() {
    return new JobControl(epoch, driver, cancelRequested, true, skippableEvents);
  }

  JobControl withSkippable(int events) {
    return new JobControl(epoch, driver, cancelRequested, hidden, events);
  }
}
