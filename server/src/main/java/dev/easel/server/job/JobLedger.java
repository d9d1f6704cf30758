package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import jakarta.inject.Inject;
import java.util.Optional;

/** Commits steps, and lets everybody know who should: the one way in which a job changes. */
final class JobLedger {
  private final JobStore store;
  private final HotJobs jobs;
  private final WatchHub hub;
  private final TerminalWaits waits;

  @Inject
  JobLedger(JobStore store, HotJobs jobs, WatchHub hub, TerminalWaits waits) {
    this.store = store;
    this.jobs = jobs;
    this.hub = hub;
    this.waits = waits;
  }

  /**
   * Commits what a step changed; what it makes of the job is seen by watchers after that only.
   *
   * @param epoch in which the job is driven
   */
  void commit(long epoch, Step step) throws StaleJobException, CancelPendingException {
    if (step.changed()) {
      store.commit(epoch, step.job(), step.events());
      tell(step.job());
    }
  }

  /** A job as last committed, by whomever. */
  Optional<Job> find(JobId id) {
    return store.find(id);
  }

  /** Lets everybody know of a commit that was made in another way. */
  void tell(Job job) {
    jobs.committed(job);
    hub.wake(job.id());
    if (job.state().terminal()) {
      waits.over(job.id());
    }
  }
}
