package dev.easel.server.store.postgres;

import dev.easel.server.job.Clockwork;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time that the database has too. */
final class RealTime implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  Clockwork clockwork() {
    return new Clockwork(
        InstantSource.system(),
        System::nanoTime,
        (delay, task) -> {
          Future<?> later = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
          return () -> later.cancel(false);
        },
        Thread::sleep);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
