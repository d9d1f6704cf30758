package dev.easel.server.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Strikes this very process when it passes a failpoint. Safe for threads. */
final class Killer {
  /** No process of ours stands still for so long unless it was stopped. */
  private static final Duration STANDSTILL = Duration.ofSeconds(3);

  private final Map<Failpoint, Integer> left = new EnumMap<>(Failpoint.class);
  private String signal = "KILL";
  private boolean gathering;
  private int missing;
  private CountDownLatch over = new CountDownLatch(0);

  /** Lets a blow fall at its place; an earlier one is forgotten. */
  synchronized void arm(Blow blow) {
    left.clear();
    switch (blow) {
      case Blow.Kill(Failpoint point, int nth) -> {
        signal = "KILL";
        gathering = false;
        left.put(point, nth);
      }
      case Blow.Stop stop -> {
        signal = "STOP";
        gathering = true;
        missing = stop.points().size() * stop.each();
        over = new CountDownLatch(1);
        stop.points().forEach(point -> left.put(point, stop.each()));
      }
    }
  }

  void pass(Failpoint point) {
    try {
      switch (meet(point)) {
        case PASSES -> {}
        case WAITS -> over.await();
        case STRIKES -> strike();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private enum Part {
    PASSES,
    WAITS,
    STRIKES
  }

  private synchronized Part meet(Failpoint point) {
    int before = left.getOrDefault(point, 0);
    if (before == 0) {
      return Part.PASSES;
    }
    left.put(point, before - 1);
    if (gathering) {
      missing--;
      return missing == 0 ? Part.STRIKES : Part.WAITS;
    }
    return before == 1 ? Part.STRIKES : Part.PASSES;
  }

  /** Goes on only when the process has stood still. */
  private void strike() throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    long before = System.nanoTime();
    new ProcessBuilder("kill", "-" + signal, pid).start();
    while (System.nanoTime() - before < STANDSTILL.toNanos()) {
      before = System.nanoTime();
      Thread.sleep(10);
    }
    over.countDown();
  }
}
