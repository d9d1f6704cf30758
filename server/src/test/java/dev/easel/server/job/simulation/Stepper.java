package dev.easel.server.job.simulation;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One thread of a world, and the step that it can take next. */
final class Stepper implements Executor {
  private static final long LONGEST_WAIT = 10_000_000_000L;

  private final Host host;
  private final Thread thread;
  private final AtomicReference<@Nullable Runnable> fromOutside = new AtomicReference<>();
  private @Nullable Runnable next;

  Stepper(Host host, Runnable task) {
    this.host = host;
    this.thread = SteppedThreads.make(this, host.name, task);
  }

  void start() {
    thread.start();
  }

  /** The thread can go on. */
  @Override
  public void execute(Runnable step) {
    if (host.universe().isInside()) {
      next = step;
      host.ready(this);
    } else {
      fromOutside.set(step);
    }
  }

  /**
   * Takes the step. Where the thread meets a monitor that another world holds, a loaded class's
   * perhaps, the world stands still until it has it: it must neither see the difference nor leave
   * with a place in the queue.
   */
  void step() {
    Runnable step = next;
    next = null;
    long begun = System.nanoTime();
    while (step != null) {
      step.run();
      step = null;
      while (step == null && waitsForAnotherWorld()) {
        step = fromOutside.getAndSet(null);
        if (System.nanoTime() - begun > LONGEST_WAIT) {
          throw new IllegalStateException("a thread of " + host.name + " waits inside a monitor");
        }
        Thread.onSpinWait();
      }
    }
  }

  private boolean waitsForAnotherWorld() {
    if (fromOutside.get() != null) {
      return true;
    }
    return switch (thread.getState()) {
      case BLOCKED, RUNNABLE -> next == null;
      case NEW, WAITING, TIMED_WAITING, TERMINATED -> false;
    };
  }
}
