package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets jobs and images whose time is over, again and again. */
public final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Every one of many files is opened for it, and jobs take their images along by themselves. */
  private static final int LOOK_AT_BLOBS_EVERY = 10;

  private final Jobs jobs;
  private final BlobStore blobs;
  private final TrustedTime time;
  private final JobSettings settings;
  private final Clockwork clockwork;
  private final Executor executor;
  private long sweeps;

  @Inject
  Retention(
      Jobs jobs,
      BlobStore blobs,
      TrustedTime time,
      JobSettings settings,
      Clockwork clockwork,
      Executor executor) {
    this.jobs = jobs;
    this.blobs = blobs;
    this.time = time;
    this.settings = settings;
    this.clockwork = clockwork;
    this.executor = executor;
  }

  /** Begins with what expired while nobody looked. */
  public void start() {
    executor.execute(this::sweep);
  }

  private void sweep() {
    try {
      tryTo(jobs::finishDeletions);
      tryTo(this::deleteExpired);
      tryTo(() -> jobs.deleteExcess(settings.keptVolume(), clockwork.now()));
    } finally {
      clockwork.timer().after(PERIOD, () -> executor.execute(this::sweep));
    }
  }

  private void deleteExpired() {
    Optional<Instant> now = time.now();
    if (now.isPresent()) {
      tryTo(() -> jobs.deleteExpired(now.get()));
      if (sweeps++ % LOOK_AT_BLOBS_EVERY == 0) {
        tryTo(() -> blobs.deleteExpired(now.get()));
      }
    }
  }

  /** What cannot be done now keeps nothing else from being done. */
  private static void tryTo(Part part) {
    try {
      part.perform();
    } catch (IOException | RuntimeException e) {
      log.warn("what is to be forgotten could not be deleted; it is tried again", e);
    }
  }

  /** A part of a sweep. */
  @FunctionalInterface
  private interface Part {
    void perform() throws IOException;
  }
}
