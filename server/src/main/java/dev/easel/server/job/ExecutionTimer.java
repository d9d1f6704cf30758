package dev.easel.server.job;

import java.time.Duration;
import java.util.function.IntConsumer;

/** Tells when a seller has had its time for an attempt. Used by the job's own thread. */
final class ExecutionTimer {
  private final Workshop shop;
  private final IntConsumer onTimeout;
  private Clockwork.Cancellation running = () -> {};
  private boolean started;

  /** Tells the number of the attempt, on a thread of its own. */
  ExecutionTimer(Workshop shop, IntConsumer onTimeout) {
    this.shop = shop;
    this.onTimeout = onTimeout;
  }

  void start(int attempt, Duration allowed) {
    stop();
    started = true;
    running =
        shop.clockwork().timer().after(allowed, () -> shop.aside(() -> onTimeout.accept(attempt)));
  }

  boolean running() {
    return started;
  }

  void stop() {
    started = false;
    running.cancel();
  }
}
