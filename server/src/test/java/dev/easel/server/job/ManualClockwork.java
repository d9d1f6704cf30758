package dev.easel.server.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Time that passes when a test says so. Safe for threads. */
public final class ManualClockwork {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition passed = lock.newCondition();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::due));
  private final List<Long> sleeps = new ArrayList<>();
  private long nanos;
  private volatile Duration wrong = Duration.ZERO;

  private record Alarm(long due, Runnable task, AtomicBoolean cancelled) {}

  /** Time, as this says it is. */
  public Clockwork clockwork() {
    return new Clockwork(this::now, this::nanos, this::after, this::sleep);
  }

  private Instant now() {
    return START.plusNanos(nanos()).plus(wrong);
  }

  private long nanos() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  private Clockwork.Cancellation after(Duration delay, Runnable task) {
    lock.lock();
    try {
      AtomicBoolean cancelled = new AtomicBoolean();
      alarms.add(new Alarm(nanos + delay.toNanos(), task, cancelled));
      return () -> cancelled.set(true);
    } finally {
      lock.unlock();
    }
  }

  private void sleep(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Long end = nanos + duration.toNanos();
      sleeps.add(end);
      try {
        while (nanos < end) {
          passed.await();
        }
      } finally {
        sleeps.remove(end);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sets what people call the time; no time passes by that. */
  void set(Duration ahead) {
    wrong = ahead;
  }

  /** Whether somebody sleeps, for whom time has to pass. */
  public boolean isSleptIn() {
    lock.lock();
    try {
      return sleeps.stream().anyMatch(end -> end > nanos);
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass, running on this thread what is due on the way. */
  public void pass(Duration duration) {
    long end = nanos() + duration.toNanos();
    while (true) {
      Alarm next;
      lock.lock();
      try {
        next = alarms.peek();
        if (next == null || next.due() > end) {
          nanos = end;
          passed.signalAll();
          return;
        }
        alarms.poll();
        nanos = Math.max(nanos, next.due());
        passed.signalAll();
      } finally {
        lock.unlock();
      }
      if (!next.cancelled().get()) {
        next.task().run();
      }
    }
  }
}
