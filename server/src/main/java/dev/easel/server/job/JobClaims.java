package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who drives which job. A job has one driver at a time; each new driver begins an epoch, and the
 * commits of earlier epochs are refused from then on. Whether a driver is alive is judged by the
 * store's time alone, and only decides how soon its jobs are claimed: never whether a change of its
 * is still accepted.
 *
 * <p>Safe for threads; every call may block, and may throw {@link StoreUnavailableException}.
 */
public interface JobClaims {
  /** The epoch in which a job is accepted. */
  long FIRST_EPOCH = 1;

  /** How long a process that is not heard of keeps its jobs, in seconds. */
  int LEASE_SECONDS = 15;

  /** Whether other processes may drive jobs of the same store. */
  boolean shared();

  /**
   * Claims jobs that have no living driver and need one ({@link Job#unfinished()}), those waiting
   * longest first. What this process drives itself is never among them.
   *
   * @param limit most jobs wanted
   */
  List<Claim> claim(int limit);

  /**
   * The jobs that need a driver and have this process for one, with their epochs: among them those
   * whose acceptance or claim was made though this process was told that it failed.
   */
  Map<JobId, Long> driven();

  /**
   * Claims a job from whoever drives it, for somebody who knows more of an attempt whose outcome is
   * in doubt: granted once, while the doubt is there.
   *
   * @param attempt the attempt's number
   * @return empty if nothing about this attempt is in doubt any more
   */
  Optional<Claim> reopen(JobId id, int attempt);

  /** Gives a job up, so that it can be claimed at once. Of no effect in a later epoch. */
  void release(JobId id, long epoch);

  /** Says that this process is alive. To be called every few seconds. */
  void heartbeat();

  /** Gives up every job of this process: it is about to end. */
  void releaseAll();

  /**
   * Asks whoever drives a job to cancel it. From the return on no commit succeeds that does not
   * know of it.
   *
   * @return false if there is no such job, or it is over
   */
  boolean requestCancel(JobId id);

  /** Jobs driven by this process whose cancel was asked for and is not in the job yet. */
  List<JobId> cancelsPending();

  /** The latest sequences of these jobs, of those that are there. */
  Map<JobId, Long> sequences(Set<JobId> ids);

  /**
   * A job to be driven.
   *
   * @param job as last committed
   * @param epoch in which it is driven now
   */
  record Claim(Job job, long epoch) {}
}
