package dev.easel.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The signals that end a process. The virtual machine would exit with the signal's own code and run
 * every shutdown hook at once; here the first hook waits for the command to end in its own order
 * and then leaves with the command's code. Further signals change nothing, so the wait is bounded.
 */
final class SignalStop implements Stop {
  private final Duration patience;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Thread> interruptible = new AtomicReference<>();
  private volatile int code = ExitCode.FAILED.number();

  private SignalStop(Duration patience) {
    this.patience = patience;
  }

  /** Listens from now on. */
  static SignalStop listening(Duration patience) {
    SignalStop stop = new SignalStop(patience);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "stop"));
    return stop;
  }

  /** The command is over: leaves with its code, whether or not a signal came. */
  void end(int exitCode) {
    code = exitCode;
    ended.countDown();
    System.exit(exitCode);
  }

  @Override
  public boolean asked() {
    return asked.getCount() == 0;
  }

  @Override
  public void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public Interruptible interruptMe() {
    interruptible.set(Thread.currentThread());
    if (asked()) {
      Thread.currentThread().interrupt();
    }
    return () -> interruptible.set(null);
  }

  private void signalled() {
    if (ended.getCount() == 0) {
      // The command ended by itself, and this is its exit.
      return;
    }
    asked.countDown();
    Thread thread = interruptible.get();
    if (thread != null) {
      thread.interrupt();
    }
    Runtime.getRuntime().halt(endedInTime() ? code : ExitCode.FAILED.number());
  }

  private boolean endedInTime() {
    try {
      return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
