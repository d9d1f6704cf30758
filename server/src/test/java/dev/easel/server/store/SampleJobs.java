package dev.easel.server.store;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Doubt;
import dev.easel.server.domain.Failure;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Route;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Stop;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.OutputSpec;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs and events to try stores with. */
public final class SampleJobs {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  public static final Instant EXPIRY = NOW.plus(Duration.ofDays(3));
  public static final JobEvent FIRST =
      new JobEvent(1, NOW, new JobEvent.StateChanged(JobState.QUEUED, Optional.empty()));

  private SampleJobs() {}

  public static Job job(String id, Caller caller, Instant created, Map<String, String> labels) {
    OutputSpec output = OutputSpec.unset();
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            unset.delivery(),
            unset.priority(),
            0,
            Optional.empty(),
            labels);
    return Job.accepted(
        new JobId(id),
        caller,
        JobRequest.generate("a fox", "gpt-image-1", output, options),
        List.of(new Route("fal", "m", output, Optional.empty(), Payer.SERVICE, Optional.empty())),
        created,
        created.plus(Duration.ofDays(3)));
  }

  public static Job job(String id) {
    return job(id, Caller.LOCAL, NOW, Map.of());
  }

  /** The job in another state, one revision on. */
  public static Job changed(Job job, JobState state, long latest) {
    return changed(job, state, latest, job.stop(), job.attempts(), job.results());
  }

  /** The job, knowing that it is to be cancelled. */
  public static Job cancelling(Job job, long latest) {
    return changed(
        job,
        JobState.CANCELLING,
        latest,
        Optional.of(Stop.CANCELLED_BY_CALLER),
        job.attempts(),
        job.results());
  }

  /** The job with a try of which nothing is known but its send. */
  public static Job inDoubt(Job job, long latest) {
    Attempt attempt = Attempt.intended(job.attempts().size() + 1, job.currentRoute(), NOW);
    return changed(job, JobState.RUNNING, latest, job.stop(), List.of(attempt), job.results());
  }

  /** The job whose doubtful try has turned up. */
  public static Job foundAgain(Job job, long latest) {
    Attempt attempt = job.attempts().getLast().accepted(new Handle("handle", "request"));
    return changed(job, JobState.RUNNING, latest, job.stop(), List.of(attempt), job.results());
  }

  /** The job whose doubtful try is not being sent any more. */
  public static Job inDoubtSince(Job job, Instant since, long latest) {
    Attempt lost = doubted(job, since);
    return changed(job, JobState.RUNNING, latest, job.stop(), List.of(lost), job.results());
  }

  private static Attempt doubted(Job job, Instant since) {
    ProviderFailure silence =
        ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.TIMED_OUT, "there was no answer");
    return job.attempts().getLast().doubted(new Doubt(since, silence));
  }

  /** The job, over, with nobody knowing what became of its try. */
  public static Job endedInDoubt(Job job, long latest) {
    Failure why = Failure.of(Reason.PROVIDER_OUTCOME_UNKNOWN, Fate.Charge.UNKNOWN, "not known");
    Attempt lost = doubted(job, NOW).lost(NOW, why, Optional.empty());
    return changed(
        job, JobState.FAILED, latest, job.stop(), List.of(lost), job.results(), Optional.of(why));
  }

  /** The job that ended in doubt, with its try turned up after all. */
  public static Job turnedUp(Job job) {
    Attempt attempt = job.attempts().getLast().accepted(new Handle("handle", "request"));
    return changed(
        job,
        job.state(),
        job.latestSequence(),
        job.stop(),
        List.of(attempt),
        job.results(),
        job.failure());
  }

  /** The job, over, with one image of so many bytes. */
  public static Job succeeded(Job job, long latest, long bytes) {
    Blob blob =
        new Blob(
            new BlobId("0123456789ABCDEFGHJKMNPQRS"),
            job.caller(),
            BlobPurpose.RESULT,
            ImageFormat.PNG,
            new Size(1024, 1024),
            bytes,
            "00",
            EXPIRY);
    return changed(
        job,
        JobState.SUCCEEDED,
        latest,
        job.stop(),
        job.attempts(),
        List.of(new SlotResult.Filled(0, blob, ImageFacts.none())));
  }

  private static Job changed(
      Job job,
      JobState state,
      long latest,
      Optional<Stop> stop,
      List<Attempt> attempts,
      List<SlotResult> results) {
    return changed(job, state, latest, stop, attempts, results, job.failure());
  }

  private static Job changed(
      Job job,
      JobState state,
      long latest,
      Optional<Stop> stop,
      List<Attempt> attempts,
      List<SlotResult> results,
      Optional<Failure> failure) {
    return new Job(
        job.id(),
        job.caller(),
        job.request(),
        job.routes(),
        job.route(),
        state,
        stop,
        job.revision() + 1,
        latest,
        attempts,
        results,
        failure,
        job.progress(),
        job.cost(),
        job.createTime(),
        job.startTime(),
        state.terminal() ? Optional.of(NOW) : Optional.empty(),
        job.expireTime());
  }

  public static Optional<IdempotencyKey> key(String requestId, String fingerprint) {
    return Optional.of(new IdempotencyKey(Caller.LOCAL, requestId, fingerprint, EXPIRY));
  }

  public static JobEvent progress(long sequence) {
    return new JobEvent(sequence, NOW, new JobEvent.Progressed(new Progress(Optional.of(1))));
  }
}
