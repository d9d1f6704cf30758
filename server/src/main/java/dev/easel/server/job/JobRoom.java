package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.Reason;
import dev.easel.server.domain.Rejection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Whether there is room for another job: nothing is bought that could not be held or stored. */
final class JobRoom {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final RunningJobs running;
  private final BlobStore blobs;
  private final JobSettings settings;

  @Inject
  JobRoom(RunningJobs running, BlobStore blobs, JobSettings settings) {
    this.running = running;
    this.blobs = blobs;
    this.settings = settings;
  }

  /**
   * Lets a job be accepted.
   *
   * @throws Rejection if the server is ending, or runs as many as it may
   * @throws UncheckedIOException if there is no room for its images
   */
  void require(JobRequest request) {
    if (running.draining()) {
      throw Rejection.until(Reason.SERVER_DRAINING, RETRY_DELAY, "the server is stopping");
    }
    RunningJobs.Load load = running.load();
    if (load.jobs() >= settings.maxRunning()) {
      throw overloaded("as many as it may", load);
    }
    if (load.bytes() + JobMemory.of(request) > settings.memory().bytes()) {
      throw overloaded("as many as its memory bears", load);
    }
    try {
      blobs.requireRoom(load.images() + request.output().count());
    } catch (IOException e) {
      throw new UncheckedIOException("there is no room for another job's images", e);
    }
  }

  private static Rejection overloaded(String why, RunningJobs.Load load) {
    return Rejection.until(
        Reason.SERVER_OVERLOADED,
        RETRY_DELAY,
        "the server runs %d jobs, %s".formatted(load.jobs(), why));
  }
}
