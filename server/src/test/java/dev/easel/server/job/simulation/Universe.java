package dev.easel.server.job.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time and all threads of a world. One thread takes one step after another, chosen by chance; time
 * goes on only when nobody can take one. So the same seed is the same world.
 */
final class Universe {
  private final SplittableRandom random;
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final List<Host> hosts = new ArrayList<>();
  private final Thread loop = Thread.currentThread();
  private final Host outside;
  private long nanos;
  private long serial;
  private long steps;
  private @Nullable Throwable failure;

  Universe(SplittableRandom random) {
    this.random = random;
    this.outside = host("outside");
  }

  Host host(String name) {
    Host host = new Host(this, name);
    hosts.add(host);
    return host;
  }

  /** What is never held and never dies. */
  Host outside() {
    return outside;
  }

  long nanos() {
    return nanos;
  }

  long steps() {
    return steps;
  }

  /** Does something at a time, in no thread of the world: it must not wait. */
  Alarm after(Host host, Duration delay, Runnable action) {
    Alarm alarm = new Alarm(host, nanos + Math.max(0, delay.toNanos()), serial++, action);
    alarms.add(alarm);
    return alarm;
  }

  /** Ends the world for a reason. */
  void fail(Throwable why) {
    if (failure == null) {
      failure = why;
    }
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Whether this thread is of this world. */
  boolean isInside() {
    Thread current = Thread.currentThread();
    return current.isVirtual() || current.equals(loop);
  }

  /**
   * Lets the world go on.
   *
   * @param done asked whenever nobody can take a step
   * @return whether it was done in time
   */
  boolean run(BooleanSupplier done, Duration longest) {
    long end = nanos + longest.toNanos();
    while (failure == null) {
      if (step()) {
        continue;
      }
      if (done.getAsBoolean()) {
        return true;
      }
      if (alarms.isEmpty() || alarms.peek().due() > end) {
        nanos = end;
        return false;
      }
      ring(alarms.poll());
    }
    return false;
  }

  private boolean step() {
    int able = 0;
    Host chosen = null;
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get(i);
      if (host.canStep() && random.nextInt(++able) == 0) {
        chosen = host;
      }
    }
    if (chosen == null) {
      return false;
    }
    steps++;
    chosen.step(chosen.waiting() == 1 ? 0 : random.nextInt(chosen.waiting()));
    return true;
  }

  private void ring(Alarm alarm) {
    if (alarm.cancelled() || alarm.host.isDead()) {
      hosts.removeIf(Host::isDead);
      return;
    }
    nanos = Math.max(nanos, alarm.due());
    if (alarm.host.heldUntil() > nanos) {
      alarm.postpone();
      alarms.add(alarm);
    } else {
      alarm.ring();
    }
  }
}
