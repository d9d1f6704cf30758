package dev.easel.server.api;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.TerminalWaits;
import io.grpc.Context;
import io.grpc.Deadline;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
    try (TerminalWaits.Wait wait = waits.join(job.id())) {
      Job now = jobs.get(caller, job.id().value());
      if (!now.state().terminal()) {
        hold(wait, longest);
      }
      return jobs.get(caller, job.id().value());
    }
  }

  private static void hold(TerminalWaits.Wait wait, Duration longest) {
    Context context = Context.current();
    Context.CancellationListener cancelled = ended -> wait.end();
    context.addListener(cancelled, Runnable::run);
    try {
      wait.hold(withinDeadline(context, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      context.removeListener(cancelled);
    }
  }

  private static Duration withinDeadline(Context context, Duration longest) {
    Deadline deadline = context.getDeadline();
    if (deadline == null) {
      return longest;
    }
    Duration left = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)).minus(MARGIN);
    Duration bounded = left.compareTo(longest) < 0 ? left : longest;
    return bounded.isNegative() ? Duration.ZERO : bounded;
  }
}
