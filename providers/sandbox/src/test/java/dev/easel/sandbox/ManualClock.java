package dev.easel.sandbox;

import dev.easel.sandbox.seller.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Time that stands still until a test moves it. */
final class ManualClock implements SandboxClock {

  private final List<Alarm> alarms = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");

  private record Alarm(Instant at, CompletableFuture<Instant> rung) {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized CompletableFuture<Instant> alarm(Instant at) {
    CompletableFuture<Instant> rung = new CompletableFuture<>();
    if (at.isAfter(now)) {
      alarms.add(new Alarm(at, rung));
      notifyAll();
    } else {
      rung.complete(at);
    }
    return rung;
  }

  /** Returns when somebody waits for a later time. */
  synchronized void awaitAlarm() throws InterruptedException {
    while (alarms.isEmpty()) {
      wait();
    }
  }

  synchronized void advance(Duration by) {
    now = now.plus(by);
    List<Alarm> due = alarms.stream().filter(alarm -> !alarm.at().isAfter(now)).toList();
    alarms.removeAll(due);
    due.forEach(alarm -> alarm.rung().complete(alarm.at()));
  }
}
