package dev.easel.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads that keep every processor of theirs, and never wait. */
final class BusyProcessors implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean over;

  private BusyProcessors() {}

  /** Keeps all that virtual threads have; they are kept when this returns. */
  static BusyProcessors all() throws InterruptedException {
    BusyProcessors busy = new BusyProcessors();
    int count = Runtime.getRuntime().availableProcessors();
    CountDownLatch kept = new CountDownLatch(count);
    for (int number = 0; number < count; number++) {
      busy.threads.execute(() -> {
        kept.countDown();
        busy.spin();
      });
    }
    kept.await();
    return busy;
  }

  private void spin() {
    while (!over) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    over = true;
    threads.close();
  }
}
