package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Callback;
import dev.easel.spi.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The calls of one run into its providers, one after the other, and the pauses between them. One
 * thread makes and waits in them; others abort them.
 */
final class RunCalls {
  private final Workshop shop;
  private final Supplier<Job> job;
  private final BooleanSupplier leaving;
  private volatile boolean woken;
  private volatile JobCall current;

  /** The first one takes this long at most. */
  RunCalls(Workshop shop, Supplier<Job> job, BooleanSupplier leaving, Duration limit) {
    this.shop = shop;
    this.job = job;
    this.leaving = leaving;
    this.current = beside(limit);
  }

  /** The next call; from here on it is the one that an abort ends. */
  JobCall begin(Duration limit) {
    JobCall next = beside(limit);
    current = next;
    return next;
  }

  /** The next call, until the time that the last one had. */
  JobCall goOn() {
    JobCall next = current.renewed();
    current = next;
    return next;
  }

  /** A call that no abort ends. */
  JobCall beside(Duration limit) {
    AttemptKey attempt = JobCall.attempt(job.get());
    Optional<Callback> callback =
        shop.settings()
            .callbacks()
            .map(callbacks -> callbacks.of(job.get().currentRoute().provider(), attempt));
    return new JobCall(attempt, callback, shop.clockwork().deadline(limit), this::whyNotSend);
  }

  private Optional<String> whyNotSend() {
    if (job.get().stop().isPresent()) {
      return Optional.of("the job was stopped before its request was sent");
    }
    if (leaving.getAsBoolean()) {
      return Optional.of("the server was stopped before the request was sent");
    }
    return shop.lease().held()
        ? Optional.empty()
        : Optional.of("the server was not sure of its jobs when the request was to be sent");
  }

  /** Waits at least this long, up to half as much again, so that many do not come back at once. */
  void pause(Duration atLeast) throws InterruptedException {
    long jitter = (long) (atLeast.toNanos() * 0.5 * shop.random().nextDouble());
    JobCall pausing = goOn();
    if (woken) {
      woken = false;
      return;
    }
    pausing.onCancel(Thread.currentThread()::interrupt);
    try {
      shop.clockwork().sleeper().sleep(atLeast.plusNanos(jitter));
    } finally {
      pausing.onCancel(() -> {});
    }
  }

  /** Whether the time of the call under way is up. */
  boolean timeIsUp() {
    return current.deadline().passed();
  }

  /** Gives the call under way until another time. */
  void extend(Deadline later) {
    current.extend(later);
  }

  /** Something is to be seen of the work that is followed. */
  void look() {
    current.look();
  }

  /** Ends the call, or the pause, that is under way. */
  void abort() {
    current.abort();
  }

  /** Nothing is waited for any more, be it for an answer or in a pause, now or next. */
  void wake() {
    woken = true;
    current.abort();
  }
}
