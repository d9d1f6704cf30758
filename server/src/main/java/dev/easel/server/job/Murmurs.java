package dev.easel.server.job;

import dev.easel.spi.LogLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a seller tells that may be skipped, gathered so that a job's history gains it at most once a
 * second: the latest queue place, and the latest log lines. Safe for threads.
 */
final class Murmurs {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int MOST_LINES = 32;
  private static final int MOST_KNOWN = 512;

  private final Clockwork clockwork;
  private final Executor executor;
  private final Consumer<JobInput.Told> teller;
  private final Deque<LogLine> lines = new ArrayDeque<>();
  private final Set<LogLine> known = new LinkedHashSet<>();
  private Optional<Integer> place = Optional.empty();
  private Clockwork.Cancellation flush = () -> {};
  private boolean waiting;
  private boolean closed;
  private long lastNanos;
  private boolean everTold;

  Murmurs(Clockwork clockwork, Executor executor, Consumer<JobInput.Told> teller) {
    this.clockwork = clockwork;
    this.executor = executor;
    this.teller = teller;
  }

  void queued(int newPlace) {
    synchronized (this) {
      place = Optional.of(newPlace);
    }
    tellInTime();
  }

  void log(LogLine line) {
    synchronized (this) {
      // Work that is followed anew tells its log from the beginning.
      if (!known.add(line)) {
        return;
      }
      if (known.size() > MOST_KNOWN) {
        known.remove(known.iterator().next());
      }
      if (lines.size() == MOST_LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
    tellInTime();
  }

  /** Tells what is still untold; to be called before something that comes after it. */
  void flush() {
    JobInput.Told told;
    synchronized (this) {
      if (closed || (lines.isEmpty() && place.isEmpty())) {
        return;
      }
      told = new JobInput.Told(place, List.copyOf(lines));
      lines.clear();
      place = Optional.empty();
      waiting = false;
      everTold = true;
      lastNanos = clockwork.nanos().getAsLong();
      flush.cancel();
    }
    teller.accept(told);
  }

  synchronized void close() {
    closed = true;
    flush.cancel();
  }

  private void tellInTime() {
    Duration delay;
    synchronized (this) {
      if (waiting || closed) {
        return;
      }
      long since = clockwork.nanos().getAsLong() - lastNanos;
      delay = everTold ? PACE.minusNanos(since) : Duration.ZERO;
      if (delay.isPositive()) {
        waiting = true;
        flush = clockwork.timer().after(delay, () -> executor.execute(this::flush));
      }
    }
    if (!delay.isPositive()) {
      flush();
    }
  }
}
