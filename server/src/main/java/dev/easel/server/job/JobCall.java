package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Callback;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The host's side of one call into a provider. Safe for threads. */
final class JobCall implements Call {
  private final AttemptKey attempt;
  private final Optional<Callback> callback;
  private final AtomicReference<Deadline> deadline;
  private final Supplier<Optional<String>> fence;
  private Runnable onCancel = () -> {};
  private boolean aborted;
  private volatile Runnable onReport = () -> {};

  /** With a fence that says why nothing may leave any more. */
  JobCall(
      AttemptKey attempt,
      Optional<Callback> callback,
      Deadline deadline,
      Supplier<Optional<String>> fence) {
    this(attempt, callback, new AtomicReference<>(deadline), fence);
  }

  private JobCall(
      AttemptKey attempt,
      Optional<Callback> callback,
      AtomicReference<Deadline> deadline,
      Supplier<Optional<String>> fence) {
    this.attempt = attempt;
    this.callback = callback;
    this.deadline = deadline;
    this.fence = fence;
  }

  /** A call for the same attempt with the same deadline, also when that is moved; not aborted. */
  JobCall renewed() {
    return new JobCall(attempt, callback, deadline, fence);
  }

  void abort() {
    Runnable action;
    synchronized (this) {
      aborted = true;
      action = onCancel;
    }
    action.run();
  }

  @Override
  public AttemptKey attempt() {
    return attempt;
  }

  @Override
  public Optional<Callback> callback() {
    return callback;
  }

  @Override
  public Deadline deadline() {
    return () -> deadline.get().remaining();
  }

  /** Gives the call, and those renewed from it, until another time. */
  void extend(Deadline later) {
    deadline.set(later);
  }

  /** The attempt under way, or the one that is being prepared. */
  static AttemptKey attempt(Job job) {
    int number = job.attempts().size() + (job.openAttempt().isPresent() ? 0 : 1);
    return new AttemptKey(job.id().value(), number);
  }

  @Override
  public void onReport(Runnable look) {
    onReport = look;
  }

  /** Has the provider look at its work now. */
  void look() {
    onReport.run();
  }

  @Override
  public void onCancel(Runnable abort) {
    boolean already;
    synchronized (this) {
      onCancel = abort;
      already = aborted;
    }
    if (already) {
      abort.run();
    }
  }

  @Override
  public void beforeSend() throws Fenced {
    Optional<String> why = fence.get();
    if (why.isPresent()) {
      throw new Fenced(why.get());
    }
  }
}
