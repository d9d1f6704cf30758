package dev.easel.server.store.postgres;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Threads that the work is done on: an interrupt of a virtual thread would close the connection
 * that it waits for. Work that waited for too long is refused, so that a database that hangs is
 * told to everybody soon. Safe for threads.
 */
final class Workers implements AutoCloseable {
  private static final int LONGEST_QUEUE = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LAST_WORK = Duration.ofSeconds(3);

  private final ThreadPoolExecutor threads;
  private final LongSupplier nanos;

  /** With time that never jumps, in nanoseconds. */
  Workers(int count, LongSupplier nanos) {
    this.nanos = nanos;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LONGEST_QUEUE),
            Thread.ofPlatform().name("easel-store-", 0).daemon().factory());
  }

  /** Does work on one of the threads, and returns what came of it; whatever interrupts. */
  <T> T perform(Supplier<T> work) {
    Task<T> task = new Task<>(work, nanos.getAsLong());
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw refusal(e);
    }
    return task.await();
  }

  private static StoreUnavailableException refusal(Throwable cause) {
    return new StoreUnavailableException(
        Lack.CONNECTION, "the jobs' database is behind with its work, or closed", cause);
  }

  @Override
  public void close() {
    threads.shutdown();
    boolean done = false;
    try {
      done = threads.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!done) {
      threads.shutdownNow().forEach(task -> ((Task<?>) task).refuse());
    }
  }

  private final class Task<T> implements Runnable {
    private final Supplier<T> work;
    private final long asked;
    private final Outcome<T> outcome = new Outcome<>();

    Task(Supplier<T> work, long asked) {
      this.work = work;
      this.asked = asked;
    }

    @Override
    public void run() {
      if (nanos.getAsLong() - asked > LONGEST_WAIT.toNanos()) {
        refuse();
        return;
      }
      outcome.completeWith(work);
    }

    void refuse() {
      outcome.fail(refusal(new CancellationException("nothing was done")));
    }

    T await() {
      return outcome.await();
    }
  }
}
