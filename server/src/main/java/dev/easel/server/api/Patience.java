package dev.easel.server.api;

import dev.easel.server.job.Clockwork;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Waits for a caller who has something to send: for a while each time, and for so long in all. */
final class Patience {
  private final Clockwork clockwork;
  private final Executor executor;
  private final Duration each;
  private final Runnable spent;
  private final long end;
  private volatile long last;
  private volatile Clockwork.Cancellation alarm = () -> {};

  /**
   * Begins to wait.
   *
   * @param spent told on a thread of its own, perhaps more than once, and perhaps after {@link
   *     #stop} if that came in the same moment
   */
  Patience(Clockwork clockwork, Executor executor, Duration each, Duration inAll, Runnable spent) {
    this.clockwork = clockwork;
    this.executor = executor;
    this.each = each;
    this.spent = spent;
    this.last = clockwork.nanos().getAsLong();
    this.end = last + inAll.toNanos();
    this.alarm = clockwork.timer().after(each, this::ring);
  }

  /** Something came. */
  void renew() {
    last = clockwork.nanos().getAsLong();
  }

  /** Whether it has been waited for long enough, by now. */
  boolean over() {
    return left() <= 0;
  }

  /** Waits no longer. */
  void stop() {
    alarm.cancel();
  }

  /** One alarm follows another, rather than one for each message. */
  private void ring() {
    long left = left();
    if (left <= 0) {
      executor.execute(spent);
    } else {
      alarm = clockwork.timer().after(Duration.ofNanos(left), this::ring);
    }
  }

  private long left() {
    long now = clockwork.nanos().getAsLong();
    return Math.min(last + each.toNanos() - now, end - now);
  }
}
