package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Source;
import dev.easel.server.job.JobStore.Volume;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading and forgetting jobs, each by its own caller only. Safe for threads. */
public final class Jobs {
  private static final Logger log = LoggerFactory.getLogger(Jobs.class);
  private static final int SWEEP = 256;

  /** How long a caller has to see that a job is over and to fetch what it made. */
  private static final Duration FETCHED_WITHIN = Duration.ofMinutes(5);

  private final JobStore store;
  private final HotJobs hot;
  private final BlobStore blobs;

  @Inject
  Jobs(JobStore store, HotJobs hot, BlobStore blobs) {
    this.store = store;
    this.hot = hot;
    this.blobs = blobs;
  }

  /**
   * A job of this caller.
   *
   * @throws Rejection if there is none; another caller's is none
   */
  public Job get(Caller caller, String id) {
    return Optional.of(id)
        .filter(JobId::isValid)
        .flatMap(valid -> hot.find(new JobId(valid)))
        .filter(job -> job.caller().equals(caller))
        .orElseThrow(() ->
            Rejection.of(
                Reason.JOB_NOT_FOUND,
                "no job " + printable(id) + "; it may have expired",
                Map.of("job_id", printable(id))));
  }

  /** Jobs, newest first. */
  public List<Job> list(JobStore.Query query) {
    return store.list(query);
  }

  /**
   * Forgets a job that is over, and its images.
   *
   * @throws Rejection if it is not over
   */
  public void delete(Job job) {
    if (!job.state().terminal()) {
      throw Rejection.of(
          Reason.JOB_NOT_TERMINAL,
          "job " + job.id() + " is " + job.state() + "; cancel it or wait for its end",
          Map.of("job_id", job.id().value(), "state", job.state().name()));
    }
    forget(job.id());
  }

  /** Forgets what is out of sight already, as a crash leaves it. */
  public void finishDeletions() {
    forgetEach(store.hidden(SWEEP));
  }

  /** Forgets what has expired. */
  public void deleteExpired(Instant now) {
    List<Job> expired = store.expired(now, SWEEP);
    while (forgetEach(expired) > 0) {
      expired = store.expired(now, SWEEP);
    }
  }

  /**
   * Forgets jobs that are over, those that ended first first, until no more is kept than may be.
   * What ended just now stays: its caller has yet to fetch it.
   */
  public void deleteExcess(KeptVolume most, Instant now) {
    boolean forgetting = true;
    while (forgetting) {
      forgetting = forgetExcess(most, store.volume(), now.minus(FETCHED_WITHIN));
    }
  }

  /** Whether there may be more to forget. */
  private boolean forgetExcess(KeptVolume most, Volume kept, Instant endedBefore) {
    if (!most.exceededBy(kept)) {
      return false;
    }
    Volume left = kept;
    int forgotten = 0;
    for (Job job : overBefore(endedBefore)) {
      if (most.exceededBy(left) && forgetEach(List.of(job)) > 0) {
        left = new Volume(left.jobs() - 1, left.over() - 1, left.imageBytes() - imageBytes(job));
        forgotten++;
      }
    }
    return forgotten > 0;
  }

  /**
   * Of the jobs that were created first, those that ended before a time, in order of their ends.
   */
  private List<Job> overBefore(Instant time) {
    return store.oldest(SWEEP).stream()
        .filter(job -> end(job).isBefore(time))
        .sorted(Comparator.comparing(Jobs::end))
        .toList();
  }

  private static Instant end(Job job) {
    return job.endTime().orElse(job.createTime());
  }

  private static long imageBytes(Job job) {
    return job.images().stream().mapToLong((SlotResult.Filled image) -> image.blob().bytes()).sum();
  }

  /** How many of these could be forgotten. */
  private int forgetEach(List<Job> jobs) {
    int forgotten = 0;
    for (Job job : jobs) {
      try {
        forget(job.id());
        forgotten++;
      } catch (UncheckedIOException e) {
        log.warn("job {} is forgotten later", job.id(), e);
      }
    }
    return forgotten;
  }

  /** What came within its request is the job's; what the caller uploaded is not. */
  private List<BlobId> sources(Job job) throws IOException {
    List<BlobId> ids = new ArrayList<>();
    for (Source source : job.request().input().all().toList()) {
      if (source instanceof Source.Stored stored
          && blobs
              .find(stored.blob())
              .filter(blob -> blob.purpose() == BlobPurpose.SOURCE)
              .isPresent()) {
        ids.add(stored.blob());
      }
    }
    return ids;
  }

  /** Out of sight first: nobody must see a job without its images, and a crash must leave both. */
  private void forget(JobId id) {
    Optional<Job> hidden = store.hide(id);
    hot.forget(id);
    if (hidden.isPresent()) {
      // As it is from now on, not as its caller saw it: an image may have come since.
      deleteImages(hidden.get());
      store.delete(id);
    }
  }

  private void deleteImages(Job job) {
    try {
      for (SlotResult.Filled image : job.images()) {
        blobs.delete(image.blob().id());
      }
      for (BlobId source : sources(job)) {
        blobs.delete(source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an image of job " + job.id() + " stays, and so the job", e);
    }
  }

  private static String printable(String id) {
    String shown = id.length() <= 64 ? id : id.substring(0, 64) + "…";
    boolean plain = shown.codePoints().allMatch(c -> (c > ' ' && c < 0x7f) || c == '…');
    return plain ? shown : "(unreadable)";
  }
}
