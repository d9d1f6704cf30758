package dev.easel.http;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections between one exchange and the next. Those used last are used first, so that what is
 * not needed any more grows old. Safe for threads, of which none waits for another.
 */
final class IdleConnections {
  /**
   * For a shorter time than most sellers keep theirs, so that a paid request does not meet one that
   * is just being closed; of others {@link Connection#hasGone} knows.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  /** As many as end together where a thousand are in flight, before other requests begin. */
  private static final int MOST = 512;

  private final Map<Route, Deque<Connection>> resting = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final Supplier<ScheduledExecutorService> timers;
  private volatile boolean closed;

  /** With what sweeps out those that have grown old. */
  IdleConnections(Supplier<ScheduledExecutorService> timers) {
    this.timers = timers;
  }

  /** The one to a place that was used last, if it is there still. */
  Optional<Connection> take(Route route) {
    Deque<Connection> known = resting.get(route);
    Connection latest = known == null ? null : known.pollLast();
    if (latest == null) {
      return Optional.empty();
    }
    count.decrementAndGet();
    if (isOld(latest)) {
      latest.close();
      return Optional.empty();
    }
    if (latest.hasGone()) {
      latest.close();
      forgetOthers(route);
      return Optional.empty();
    }
    return Optional.of(latest);
  }

  /** Keeps one whose exchange is over, if nothing more comes from it and there is room. */
  void keep(Connection connection) {
    connection.rest();
    if (closed || connection.hasGone() || !hasRoom()) {
      connection.close();
      return;
    }
    resting.compute(connection.route(), (_, known) -> with(connection, known));
    sweepLater();
    if (closed) {
      close();
    }
  }

  private boolean hasRoom() {
    boolean room = count.incrementAndGet() <= MOST;
    if (!room) {
      count.decrementAndGet();
    }
    return room;
  }

  private static Deque<Connection> with(Connection added, @Nullable Deque<Connection> known) {
    Deque<Connection> all = known == null ? new ConcurrentLinkedDeque<>() : known;
    all.addLast(added);
    return all;
  }

  /** Closes all, and what is to be kept from now on. */
  void close() {
    closed = true;
    resting.keySet().forEach(this::forget);
  }

  /** They went likely, too; what an interrupted thread sees says nothing. */
  private void forgetOthers(Route route) {
    if (!Thread.currentThread().isInterrupted()) {
      forget(route);
    }
  }

  private void forget(Route route) {
    Deque<Connection> known = resting.getOrDefault(route, new ConcurrentLinkedDeque<>());
    for (Connection each = known.pollFirst(); each != null; each = known.pollFirst()) {
      count.decrementAndGet();
      each.close();
    }
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      var _ = timers.get().schedule(this::sweep, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void sweep() {
    for (Route route : List.copyOf(resting.keySet())) {
      resting.computeIfPresent(route, (_, known) -> withoutOld(known));
    }
    sweeping.set(false);
    if (count.get() > 0) {
      sweepLater();
    }
  }

  /** Whoever takes one away meanwhile has it. */
  private @Nullable Deque<Connection> withoutOld(Deque<Connection> known) {
    for (Connection each : List.copyOf(known)) {
      if (isOld(each) && known.remove(each)) {
        count.decrementAndGet();
        each.close();
      }
    }
    return known.isEmpty() ? null : known;
  }

  private static boolean isOld(Connection connection) {
    return connection.restedNanos() >= KEEP_ALIVE.toNanos();
  }
}
