package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.SlotResult;
import dev.easel.server.domain.Source;
import dev.easel.server.job.JobStore.Position;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets, once after the start, the images of earlier processes that their jobs do not name:
 * stored when the process died before the job knew of them, and fetched again since. Without it
 * they would stay until their time is over, and count for no limit. A job's images expire with it
 * to the nanosecond, by which they are known; images of jobs that this store does not have are not
 * touched, since another store may.
 */
public final class Strays {
  private static final Logger log = LoggerFactory.getLogger(Strays.class);

  /** What a dead process had begun to commit in a shared store is done or undone by then. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private final JobStore store;
  private final JobClaims claims;
  private final BlobStore blobs;
  private final Clockwork clockwork;
  private final Executor executor;

  @Inject
  Strays(
      JobStore store, JobClaims claims, BlobStore blobs, Clockwork clockwork, Executor executor) {
    this.store = store;
    this.claims = claims;
    this.blobs = blobs;
    this.clockwork = clockwork;
    this.executor = executor;
  }

  /**
   * Looks at what is there, which must be before any job is driven, and forgets later. Of a store
   * that is shared, others drive jobs in any case: what they store meanwhile is settled as well
   * when it is forgotten, and looking through a whole bucket would hold up the start.
   */
  public void start() {
    if (claims.shared()) {
      executor.execute(
          () -> earlier().ifPresent(seen -> clockwork.timer().after(SETTLED, forgetting(seen))));
    } else {
      earlier().ifPresent(seen -> forgetting(seen).run());
    }
  }

  private Optional<Set<BlobId>> earlier() {
    try {
      return Optional.of(new HashSet<>(blobs.kept()));
    } catch (IOException | RuntimeException e) {
      log.warn("images that no job names stay until their time is over", e);
      return Optional.empty();
    }
  }

  private Runnable forgetting(Set<BlobId> strays) {
    return () -> executor.execute(() -> forgetUnnamed(strays));
  }

  private void forgetUnnamed(Set<BlobId> strays) {
    try {
      Set<Instant> expireTimes = new HashSet<>();
      if (!look(strays, expireTimes)) {
        log.warn(
            "images that no job names stay until their time is over: not every job can be read");
        return;
      }
      for (BlobId stray : strays) {
        forget(stray, expireTimes);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("images that no job names stay until their time is over", e);
    }
  }

  /**
   * Looks through all jobs, of which it keeps when they expire.
   *
   * @return false if they cannot be told
   */
  private boolean look(Set<BlobId> strays, Set<Instant> expireTimes) {
    JobPages all = (place, limit) -> store.created(place, Instant.MAX, limit);
    return strays.isEmpty()
        || all.show(
            Position.beginning(Instant.MIN),
            job -> {
              removeNamed(strays, job);
              if (isForgotten(job)) {
                expireTimes.add(job.expireTime());
              }
              return true;
            });
  }

  /**
   * Whether nobody needs what a job does not name: another server that drives it does, for previews
   * and for copies of what its sources' URLs show.
   */
  private boolean isForgotten(Job job) {
    return !(claims.shared() && job.unfinished());
  }

  private static void removeNamed(Set<BlobId> strays, Job job) {
    for (SlotResult.Filled image : job.images()) {
      strays.remove(image.blob().id());
    }
    for (Source source : job.request().input().all().toList()) {
      if (source instanceof Source.Stored stored) {
        strays.remove(stored.blob());
      }
    }
  }

  private void forget(BlobId stray, Set<Instant> expireTimes) throws IOException {
    Optional<Blob> blob = find(stray);
    if (blob.isPresent()
        && blob.get().purpose() != BlobPurpose.UPLOAD
        && expireTimes.contains(blob.get().expireTime())) {
      log.info("image {} is forgotten, since its job does not name it", stray);
      blobs.delete(stray);
    }
  }

  /**
   * What is known of it; nothing, where that is damaged: it stays, and the others are looked at.
   */
  private Optional<Blob> find(BlobId stray) throws IOException {
    try {
      return blobs.find(stray);
    } catch (DamagedBlobException e) {
      log.warn("an image that no job names stays: {}", e.getMessage(), e);
      return Optional.empty();
    }
  }
}
