package dev.easel.server.api;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.TerminalWaits;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Holds a response in the hope of a finished job. */
final class Waiting {
  /** Left of the call's deadline, so that the answer gets there. */
  private static final Duration MARGIN = Duration.ofMillis(250);

  private final Jobs jobs;
  private final TerminalWaits waits;

  private final Executor executor;

  @Inject
  Waiting(Jobs jobs, TerminalWaits waits, Executor executor) {
    this.jobs = jobs;
    this.waits = waits;
    this.executor = executor;
  }

  /**
   * Replies when the job is over, or when the time is, or the call. The wait is on a thread of its
   * own: gRPC holds a request until the method returns, and an edit carries images.
   *
   * @param reply what is done with the job; it must not know the request
   */
  void reply(
      Caller caller, Job job, Duration longest, StreamObserver<?> answer, Consumer<Job> reply) {
    if (job.state().terminal() || longest.isZero()) {
      reply.accept(job);
      return;
    }
    // With a handler, an answer to a call that is gone is dropped rather than thrown back.
    ((ServerCallStreamObserver<?>) answer).setOnCancelHandler(() -> {});
    executor.execute(Context.current().wrap(() -> replyLater(caller, job, longest, answer, reply)));
  }

  private void replyLater(
      Caller caller, Job job, Duration longest, StreamObserver<?> answer, Consumer<Job> reply) {
    try {
      Job last = await(caller, job, longest);
      if (!Context.current().isCancelled()) {
        reply.accept(last);
      }
    } catch (RuntimeException e) {
      answer.onError(StatusInterceptor.status(e, "a held call"));
    }
  }

  /** The job when it is over, or when the time is, or the call. Holds the thread. */
  Job await(Caller caller, Job job, Duration longest) {
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
