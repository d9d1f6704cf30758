package dev.easel.http;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends an exchange whose request does not leave in time: the JDK itself bounds no write. */
final class SendWatch implements Runnable, AutoCloseable {
  /** A write that is not taken is seen this much of its limit late, at most. */
  private static final int LOOKS = 4;

  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);

  private final Exchange exchange;
  private final ScheduledExecutorService timers;
  private volatile @Nullable ScheduledFuture<?> next;
  private volatile boolean closed;

  private SendWatch(Exchange exchange, ScheduledExecutorService timers) {
    this.exchange = exchange;
    this.timers = timers;
  }

  /** Watches until it is closed. */
  static SendWatch begin(Exchange exchange, ScheduledExecutorService timers) {
    SendWatch watch = new SendWatch(exchange, timers);
    watch.lookAgain();
    return watch;
  }

  @Override
  public void run() {
    if (!exchange.endIfStuck()) {
      lookAgain();
    }
  }

  private void lookAgain() {
    Bounds bounds = exchange.bounds();
    long nanos = Math.min(bounds.leftNanos(), bounds.untakenNanos() / LOOKS);
    next = timers.schedule(this, Math.max(nanos, SHORTEST), TimeUnit.NANOSECONDS);
    if (closed) {
      close();
    }
  }

  @Override
  public void close() {
    closed = true;
    ScheduledFuture<?> awaited = next;
    if (awaited != null) {
      awaited.cancel(false);
    }
  }
}
