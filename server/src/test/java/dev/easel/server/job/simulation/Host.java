package dev.easel.server.job.simulation;

import dev.easel.spi.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * A process, or what may stand still or die like one: threads that go on, are held, or never take
 * another step.
 */
final class Host {
  final String name;
  private final Universe universe;
  private final List<Stepper> steps = new ArrayList<>();
  private long heldUntil;
  private boolean dead;

  Host(Universe universe, String name) {
    this.universe = universe;
    this.name = name;
  }

  /** Begins a task on a thread of its own. */
  void start(Runnable task) {
    new Stepper(this, () -> guarded(task)).start();
  }

  Executor executor() {
    return this::start;
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      universe.fail(new IllegalStateException("a thread of " + name + " died", e));
    }
  }

  /** A thread can go on. */
  void ready(Stepper thread) {
    if (!dead) {
      steps.add(thread);
    }
  }

  boolean canStep() {
    return !dead && !steps.isEmpty() && heldUntil <= universe.nanos();
  }

  boolean isDead() {
    return dead;
  }

  long heldUntil() {
    return heldUntil;
  }

  /** One of the threads that can go on does. */
  void step(int choice) {
    int index = choice % steps.size();
    Stepper thread = steps.get(index);
    steps.set(index, steps.getLast());
    steps.removeLast();
    thread.step();
  }

  int waiting() {
    return steps.size();
  }

  /** Nothing here takes another step. */
  void kill() {
    dead = true;
    steps.clear();
  }

  /** As a signal would: nothing here takes a step for a while, and time goes on without it. */
  void hold(Duration duration) {
    heldUntil = Math.max(heldUntil, universe.nanos() + duration.toNanos());
    universe.after(universe.outside(), duration, () -> {});
  }

  /** Ends the process from one of its own threads, which does not return. */
  void die() {
    kill();
    while (true) {
      LockSupport.park(this);
    }
  }

  Sleeper sleeper() {
    return this::sleep;
  }

  void sleep(Duration duration) throws InterruptedException {
    new Pause(this).until(duration);
  }

  /** Sleeps though somebody wants this thread to end; the wish is kept. */
  void sleepSoundly(Duration duration) {
    boolean interrupted = Thread.interrupted();
    Pause pause = new Pause(this);
    while (true) {
      try {
        pause.until(duration);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Universe universe() {
    return universe;
  }
}
