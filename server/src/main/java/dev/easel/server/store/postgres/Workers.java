package dev.easel.server.store.postgres;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Threads that the work is done on, and as many connections: an interrupt of a virtual thread would
 * close the connection that it waits for. Work that waited for too long is refused, so that a
 * database that hangs is told to everybody soon. Safe for threads.
 */
final class Workers implements AutoCloseable {
  private static final int LONGEST_QUEUE = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LAST_WORK = Duration.ofSeconds(3);

  private final ThreadPoolExecutor threads;
  private final Deque<KeptConnection> free;
  private final LongSupplier nanos;

  /** With time that never jumps, in nanoseconds. */
  Workers(int count, Connections connections, UnreadableJobs unreadable, LongSupplier nanos) {
    this.nanos = nanos;
    this.free =
        new ConcurrentLinkedDeque<>(
            Stream.generate(() -> new KeptConnection(connections, unreadable, nanos))
                .limit(count)
                .toList());
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LONGEST_QUEUE),
            Thread.ofPlatform().name("easel-store-", 0).daemon().factory());
  }

  /** Performs an operation; what it changed is durable when this returns. */
  <T> T perform(Operation<T> operation) {
    Task<T> task = new Task<>(operation);
    try {
      threads.execute(new Turn(task, nanos.getAsLong()));
    } catch (RejectedExecutionException e) {
      throw refusal();
    }
    return task.await();
  }

  private static StoreUnavailableException refusal() {
    return new StoreUnavailableException(
        Lack.CONNECTION,
        "the jobs' database is behind with its work, or closed",
        new CancellationException("nothing was done"));
  }

  /** Ends when what was asked for is done, or soon after. */
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
      threads.shutdownNow().forEach(turn -> ((Turn) turn).refuse());
    }
    free.forEach(KeptConnection::close);
  }

  /** A task in the queue. */
  private final class Turn implements Runnable {
    private final Task<?> task;
    private final long asked;

    Turn(Task<?> task, long asked) {
      this.task = task;
      this.asked = asked;
    }

    @Override
    public void run() {
      if (nanos.getAsLong() - asked > LONGEST_WAIT.toNanos()) {
        refuse();
        return;
      }
      // There are as many as threads.
      KeptConnection connection = free.pop();
      try {
        task.run(connection);
      } finally {
        free.push(connection);
      }
    }

    void refuse() {
      task.fail(refusal());
    }
  }
}
