package dev.easel.server.api;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.TerminalWaits;
import io.grpc.Context;
import io.grpc.Deadline;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds a response in the hope of a finished job. */
final class Waiting {
  /** Left of the call's deadline, so that the answer gets there. */
  private static final Duration MARGIN = Duration.ofMillis(250);

  private final Jobs jobs;
  private final TerminalWaits waits;

  @Inject
  Waiting(Jobs jobs, TerminalWaits waits) {
    this.jobs = jobs;
    this.waits = waits;
  }

  /** The job when it is over, or when the time is, or the call. */
  Job await(Caller caller, Job job, Duration longest) {
    if (job.state().terminal() || longest.isZero()) {
      return job;
    }
    CompletableFuture<Void> over = waits.join(job.id());
    Context.CancellationListener cancelled = context -> over.complete(null);
    Context context = Context.current();
    context.addListener(cancelled, Runnable::run);
    try {
      Job now = jobs.get(caller, job.id().value());
      if (now.state().terminal()) {
        return now;
      }
      hold(over, withinDeadline(context, longest));
      return jobs.get(caller, job.id().value());
    } finally {
      context.removeListener(cancelled);
      waits.leave(job.id(), over);
    }
  }

  private static void hold(CompletableFuture<Void> over, Duration longest) {
    try {
      over.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Not over in time: the caller gets the job as it is.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails this future", e);
    }
  }

  private static Duration withinDeadline(Context context, Duration longest) {
    Deadline deadline = context.getDeadline();
    if (deadline == null) {
      return longest;
    }
    Duration left =
        Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)).minus(MARGIN);
    Duration bounded = left.compareTo(longest) < 0 ? left : longest;
    return bounded.isNegative() ? Duration.ZERO : bounded;
  }
}
