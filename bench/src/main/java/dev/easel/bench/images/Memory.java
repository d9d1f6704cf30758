package dev.easel.bench.images;

import dev.easel.bench.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at a process's resident memory fifty times a second, and keeps the most. */
final class Memory implements AutoCloseable {
  private static final long PERIOD_MILLIS = 20;

  private final Kernel kernel = Kernel.running();
  private final long pid;
  private final AtomicLong peakKib = new AtomicLong();
  private final Thread watcher;

  Memory(long pid) {
    this.pid = pid;
    this.watcher = Thread.ofPlatform().daemon().start(this::watch);
  }

  static double residentMib(long pid) throws IOException {
    return Kernel.running().memory(pid).residentKib() / 1024.0;
  }

  /** The threads of the system that a process has. */
  static long threads(long pid) throws IOException {
    try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.count();
    }
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        peakKib.accumulateAndGet(kernel.memory(pid).residentKib(), Math::max);
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("the process is gone", e);
    }
  }

  double peakMib() {
    return peakKib.get() / 1024.0;
  }

  @Override
  public void close() throws InterruptedException {
    watcher.interrupt();
    watcher.join();
  }
}
