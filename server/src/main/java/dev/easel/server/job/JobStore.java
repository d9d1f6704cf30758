package dev.easel.server.job;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where jobs and their histories are kept. The store is the truth: what it has not committed has
 * not happened, and what it has committed survives the process. Safe for threads; every call may
 * block, and may throw {@link StoreUnavailableException}, after which the same call may be made
 * again: a change that was made after all is not made twice.
 */
public interface JobStore {
  /**
   * Takes a job with its first event and claims its idempotency key, all in one transaction. The
   * job is driven by this process, in the epoch {@link JobClaims#FIRST_EPOCH}.
   *
   * @param key the key, if the request has one
   * @return fresh also when this very job was accepted before
   */
  Acceptance accept(Job job, JobEvent first, Optional<IdempotencyKey> key);

  /**
   * What became of a request of this name before. Changes nothing.
   *
   * @return known, deleted or conflict; empty if the name is free
   */
  Optional<Acceptance> claimed(IdempotencyKey key, Instant now);

  /** The job that a request of this name became, if it is still there. */
  Optional<Job> named(Caller caller, String requestId, Instant now);

  /**
   * Replaces a job and adds to its history, in one transaction. Repeating the last commit as it was
   * changes nothing.
   *
   * @param epoch in which the job was claimed
   * @param after the job, one revision above what the store has
   * @param events what happened, in order
   * @throws StaleJobException if another has claimed the job since, or it is not there; nothing was
   *     changed
   * @throws CancelPendingException if a cancel was asked for that the job does not know of yet;
   *     nothing was changed
   * @throws HandleTakenException if another attempt, of a job that may be deleted by now, has the
   *     handle of the latest attempt at the same instance; nothing was changed
   */
  void commit(long epoch, Job after, List<JobEvent> events)
      throws StaleJobException, CancelPendingException;

  /** A job as last committed. */
  Optional<Job> find(JobId id);

  /**
   * A job's history after a sequence, in order; events that may be skipped can be missing.
   *
   * @param limit most events wanted
   */
  List<JobEvent> events(JobId id, long after, int limit);

  /** Jobs, newest first. */
  List<Job> list(Query query);

  /**
   * Takes a job out of sight: nobody finds it or its history any more, and nobody changes it. Its
   * images can be deleted now, and then the job.
   *
   * @return the job as it stays, also if it was out of sight before; empty if there is none, or
   *     none that can be read, which stays as it is
   */
  Optional<Job> hide(JobId id);

  /**
   * Jobs out of sight that are not deleted yet, as a crash leaves them.
   *
   * @param limit most jobs wanted
   */
  List<Job> hidden(int limit);

  /**
   * Forgets a job and its history, in sight or not. Its idempotency key stays claimed until the
   * job's expiry.
   */
  void delete(JobId id);

  /**
   * Jobs that are over and whose time is over too.
   *
   * @param limit most jobs wanted
   */
  List<Job> expired(Instant now, int limit);

  /**
   * Jobs that are over, those created first first.
   *
   * @param limit most jobs wanted
   */
  List<Job> oldest(int limit);

  /**
   * All jobs that were created in a span of time, whoever's, in sight or not; in the order of
   * creation, a page at a time.
   *
   * @param after the last job of the page before, or where the span begins
   * @param until the span's last instant
   * @param limit most jobs wanted
   * @return empty if this store cannot tell, as where one of them cannot be read
   */
  default Optional<List<Job>> created(Position after, Instant until, int limit) {
    return Optional.empty();
  }

  /**
   * All jobs that were created before an instant and have an attempt in doubt ({@link
   * Job#attemptInDoubt()}), whoever's, in sight or not; in the order of creation, a page at a time.
   *
   * @param after the last job of the page before, or where to begin
   * @param before the instant
   * @param sentSince without those of which it is known that the attempt was sent before, if ever
   *     ({@link Job#sentUntil()})
   * @param limit most jobs wanted
   * @return empty if this store cannot tell, as where one of them cannot be read
   */
  default Optional<List<Job>> inDoubt(
      Position after, Instant before, Instant sentSince, int limit) {
    return Optional.empty();
  }

  /** The time as the store tells it; empty if it has no clock but this process's. */
  default Optional<Instant> time() {
    return Optional.empty();
  }

  /** How much is kept: jobs in sight. */
  Volume volume();

  /**
   * How much is kept.
   *
   * @param jobs how many
   * @param over how many of them are over
   * @param imageBytes encoded size of their result images together
   */
  record Volume(long jobs, long over, long imageBytes) {}

  /**
   * A request's own name.
   *
   * @param caller whose request
   * @param requestId the name
   * @param fingerprint what the request asks for, digested
   * @param expireTime how long it is remembered; longer while its job goes on
   */
  record IdempotencyKey(Caller caller, String requestId, String fingerprint, Instant expireTime) {}

  /** What became of a job that was to be accepted. */
  sealed interface Acceptance {
    /** It was accepted. */
    record Fresh() implements Acceptance {}

    /**
     * The same request was accepted before.
     *
     * @param job that request's job as it is now
     */
    record Known(Job job) implements Acceptance {}

    /**
     * The same request was accepted before, and its job deleted since.
     *
     * @param id that job
     */
    record Deleted(JobId id) implements Acceptance {}

    /**
     * Another request was accepted under the same name.
     *
     * @param id that request's job
     */
    record Conflict(JobId id) implements Acceptance {}
  }

  /**
   * Which jobs.
   *
   * @param caller whose
   * @param states in one of these states; empty for all
   * @param labels with all of these labels
   * @param before older than this job; empty for the newest
   * @param limit most jobs wanted
   */
  record Query(
      Caller caller,
      Set<JobState> states,
      Map<String, String> labels,
      Optional<Position> before,
      int limit) {}

  /**
   * A job's place in the order of creation.
   *
   * @param createTime when it was created
   * @param id its name, among those created at one time
   */
  record Position(Instant createTime, JobId id) implements Comparable<Position> {
    /** The place of a job. */
    public static Position of(Job job) {
      return new Position(job.createTime(), job.id());
    }

    /** Where the jobs of a time begin: ahead of all that were created then. */
    public static Position beginning(Instant time) {
      return new Position(time, new JobId(""));
    }

    @Override
    public int compareTo(Position other) {
      int byTime = createTime.compareTo(other.createTime);
      return byTime != 0 ? byTime : id.value().compareTo(other.id.value());
    }
  }
}
