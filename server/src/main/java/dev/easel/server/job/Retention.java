package dev.easel.server.job;

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

  private final Jobs jobs;
  private final TrustedTime time;
  private final JobSettings settings;
  private final Clockwork clockwork;
  private final Executor executor;

  @Inject
  Retention(
      Jobs jobs, TrustedTime time, JobSettings settings, Clockwork clockwork, Executor executor) {
    this.jobs = jobs;
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
      jobs.finishDeletions();
      Optional<Instant> now = time.now();
      if (now.isPresent()) {
        jobs.deleteExpired(now.get());
      }
      jobs.deleteExcess(settings.keptVolume(), clockwork.now());
    } catch (IOException | RuntimeException e) {
      log.warn("what has expired could not be deleted; it is tried again", e);
    } finally {
      clockwork.timer().after(PERIOD, () -> executor.execute(this::sweep));
    }
  }
}
