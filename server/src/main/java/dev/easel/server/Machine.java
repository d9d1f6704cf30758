package dev.easel.server;

import dev.easel.server.domain.Identifiers;
import dev.easel.server.job.Clockwork;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Time, chance and threads, as this machine has them. */
final class Machine implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("easel-", 0).factory());
  private final Executor systemThreads =
      task -> Thread.ofPlatform().name("easel-punctual").daemon().start(task);
  private final Clockwork clockwork;
  private final Identifiers identifiers = new Identifiers(new SecureRandom());

  Machine() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("easel-timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    clockwork = new Clockwork(InstantSource.system(), System::nanoTime, this::after, Thread::sleep);
  }

  private Clockwork.Cancellation after(java.time.Duration delay, Runnable task) {
    if (timer.isShutdown()) {
      return () -> {};
    }
    Future<?> later = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> later.cancel(false);
  }

  Clockwork clockwork() {
    return clockwork;
  }

  /** A virtual thread for each task. */
  ExecutorService executor() {
    return executor;
  }

  /** A thread of the system's own for each task. */
  Executor systemThreads() {
    return systemThreads;
  }

  /** For jitter; predictable. */
  RandomGenerator random() {
    return () -> ThreadLocalRandom.current().nextLong();
  }

  Identifiers identifiers() {
    return identifiers;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    executor.shutdownNow();
  }
}
