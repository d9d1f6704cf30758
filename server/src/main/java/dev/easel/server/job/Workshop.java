package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.catalog.Retirement;
import dev.easel.server.fetch.SourceLinks;
import dev.easel.server.provider.Providers;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What every run of a job works with.
 *
 * @param machine what follows from what
 * @param ledger where steps are committed
 * @param claims who drives which job
 * @param lease whether this process drives any
 * @param providers who does the work
 * @param blobs where images go
 * @param retirement what replaces a model that a seller no longer has
 * @param links who fetches sources from elsewhere
 * @param clockwork time
 * @param executor threads, one for each task
 * @param random jitter
 * @param others what is known of attempts beside a lost one
 * @param setbacks jobs that are left alone for a while
 * @param settings how jobs are run
 * @param running all of them
 */
record Workshop(
    JobMachine machine,
    JobLedger ledger,
    JobClaims claims,
    Lease lease,
    Providers providers,
    BlobStore blobs,
    Retirement retirement,
    SourceLinks links,
    Clockwork clockwork,
    Executor executor,
    RandomGenerator random,
    OtherAttempts others,
    Setbacks setbacks,
    JobSettings settings,
    RunningJobs running) {

  @Inject
  Workshop {}

  /** Does something on a thread of its own. */
  void aside(Runnable task) {
    executor.execute(task);
  }

  void left(JobRun run) {
    running.remove(run);
  }
}
