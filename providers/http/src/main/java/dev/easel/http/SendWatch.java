package dev.easel.http;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Ends an exchange whose request does not leave in time: the JDK itself bounds no write. */
final class SendWatch implements Runnable, AutoCloseable {
  /** A write that is not taken is seen this much of its limit late, at most. */
  private static final int LOOKS = 4;

  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);

  private final Exchange exchange;
  private final ScheduledExecutorService timers;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ScheduledFuture<?> next;
  private boolean closed;

  private SendWatch(Exchange exchange, ScheduledExecutorService timers) {
    this.exchange = exchange;
    this.timers = timers;
  }

  /** Watches until it is closed. */
  static SendWatch begin(Exchange exchange, ScheduledExecutorService timers) {
    SendWatch watch = new SendWatch(exchange, timers);
    watch.run();
    return watch;
  }

  @Override
  public void run() {
    lock.lock();
    try {
      if (!closed && !exchange.endIfStuck()) {
        lookAgain();
      }
    } finally {
      lock.unlock();
    }
  }

  private void lookAgain() {
    Bounds bounds = exchange.bounds();
    long nanos = Math.min(bounds.leftNanos(), bounds.untakenNanos() / LOOKS);
    next = timers.schedule(this, Math.max(nanos, SHORTEST), TimeUnit.NANOSECONDS);
  }

  /** Nothing is ended afterwards. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (next != null) {
        next.cancel(false);
      }
    } finally {
      lock.unlock();
    }
  }
}
