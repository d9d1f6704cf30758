package dev.easel.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on a virtual thread of its own, as the host runs it. Closing interrupts it. */
final class Background implements AutoCloseable {
  private final FutureTask<?> task;
  private final Thread thread;

  private Background(FutureTask<?> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  static Background run(Callable<?> work) {
    FutureTask<?> task = new FutureTask<>(work);
    return new Background(task, Thread.startVirtualThread(task));
  }

  /** Waits for the end, which throws what the work threw. */
  void end(Duration longest) throws Exception {
    try {
      task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      throw new AssertionError("the work did not end within " + longest, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
