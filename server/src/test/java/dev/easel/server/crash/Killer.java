package dev.easel.server.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills this process with SIGKILL when it passes a failpoint for the nth time. */
public final class Killer {
  private final Optional<Failpoint> where;
  private final AtomicInteger left;

  /** At this place, counted from one; nowhere if empty. */
  public Killer(Optional<Failpoint> where, int nth) {
    this.where = where;
    this.left = new AtomicInteger(nth);
  }

  void pass(Failpoint point) {
    if (where.equals(Optional.of(point)) && left.decrementAndGet() == 0) {
      kill();
    }
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
