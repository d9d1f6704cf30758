package dev.easel.server.job;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes virtual threads, and knows when all of them wait: for time that a test lets pass, or for
 * what it does. Safe for threads.
 */
final class WatchedThreads implements ThreadFactory {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = 50_000;

  /** One that is looked at late may have been woken by one that was looked at early. */
  private static final int LOOKS = 3;

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = Thread.ofVirtual().unstarted(task);
    threads.add(thread);
    return thread;
  }

  /** Returns when nobody does anything. */
  void awaitQuiet() {
    long begun = System.nanoTime();
    for (int quiet = 0; quiet < LOOKS; quiet = areQuiet() ? quiet + 1 : 0) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new AssertionError("there is no end of work: " + threads);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean areQuiet() {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    return threads.stream().allMatch(WatchedThreads::waits);
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, TERMINATED -> true;
      case NEW, RUNNABLE, BLOCKED -> false;
    };
  }
}
