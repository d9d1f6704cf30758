package dev.easel.server.job;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Tells when a seller has had its time for an attempt. Safe for threads. */
final class ExecutionTimer {
  private final Workshop shop;
  private final IntConsumer onTimeout;
  private Clockwork.Cancellation running = () -> {};
  private @Nullable Runnable onAnswer;
  private boolean started;

  /** Tells the number of the attempt, on a thread of its own. */
  ExecutionTimer(Workshop shop, IntConsumer onTimeout) {
    this.shop = shop;
    this.onTimeout = onTimeout;
  }

  synchronized void start(int attempt, Duration allowed) {
    stop();
    started = true;
    running =
        shop.clockwork().timer().after(allowed, () -> shop.aside(() -> onTimeout.accept(attempt)));
  }

  /** No time passes before the seller has said anything: then this begins, once. */
  synchronized void startWithAnswer(Runnable begin) {
    stop();
    started = true;
    onAnswer = begin;
  }

  /** The seller has said something. */
  void answered() {
    Runnable begin;
    synchronized (this) {
      begin = onAnswer;
      onAnswer = null;
    }
    if (begin != null) {
      begin.run();
    }
  }

  /** Whether time runs, or will when the seller says something. */
  synchronized boolean running() {
    return started;
  }

  /** Whether the seller has said nothing yet. */
  synchronized boolean waiting() {
    return onAnswer != null;
  }

  synchronized void stop() {
    started = false;
    onAnswer = null;
    running.cancel();
  }
}
