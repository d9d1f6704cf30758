package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.Deadline;
import dev.easel.spi.Fenced;
import java.util.function.BooleanSupplier;

/** The host's side of one call into a provider. Safe for threads. */
final class JobCall implements Call {
  private final AttemptKey attempt;
  private final Deadline deadline;
  private final BooleanSupplier fenced;
  private Runnable onCancel = () -> {};
  private boolean aborted;

  JobCall(Job job, Deadline deadline, BooleanSupplier fenced) {
    this(new AttemptKey(job.id().value(), Math.max(1, job.attempts().size())), deadline, fenced);
  }

  private JobCall(AttemptKey attempt, Deadline deadline, BooleanSupplier fenced) {
    this.attempt = attempt;
    this.deadline = deadline;
    this.fenced = fenced;
  }

  /** A call for the same attempt with the same deadline, not aborted. */
  JobCall renewed() {
    return new JobCall(attempt, deadline, fenced);
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
  public Deadline deadline() {
    return deadline;
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
    if (fenced.getAsBoolean()) {
      throw new Fenced("the job was stopped before its request was sent");
    }
  }
}
