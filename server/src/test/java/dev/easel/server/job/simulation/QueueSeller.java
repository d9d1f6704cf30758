package dev.easel.server.job.simulation;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.LogLine;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Report;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Testimony;
import java.time.Duration;
import java.util.Optional;

/** Takes work into a queue, and can be asked about it, in a listing too, which lags. */
final class QueueSeller extends SimulatedSeller {
  QueueSeller(World world, Port port, Link link) {
    super(world, port, link);
  }

  @Override
  Outcome buy(int images, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    Work work = send(images, call);
    sink.accepted(work.handle);
    port.moment("accepted", work.handle.value());
    return follow(work.handle, sink, call);
  }

  @Override
  boolean silent() {
    return false;
  }

  @Override
  Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  Duration replyAfter(Work work) {
    return Duration.ZERO;
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    return follow(handle, sink, call);
  }

  @Override
  void taken(Work work) {
    world.reporter.promise(work);
  }

  /** Whose signature it is does not matter here, only what it speaks of. */
  @Override
  public Testimony hear(Report report, Call call) {
    port.moment("hear", report.attempt());
    return world
        .ledger
        .post(report.attempt())
        .flatMap(Post::work)
        .<Testimony>map(work -> new Testimony.Credible(work.handle))
        .orElseGet(() -> new Testimony.Untrusted("there is no such work"));
  }

  /** What the seller shows of a work. */
  private enum Status {
    WAITING,
    WORKING,
    OVER
  }

  private Status status(Work work) {
    long now = world.universe.nanos();
    if (work.isOver(now)) {
      return Status.OVER;
    }
    return now < work.startNanos ? Status.WAITING : Status.WORKING;
  }

  private Outcome follow(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    Work work = world.ledger.work(handle).orElseThrow();
    while (true) {
      Status status = ask("status", call, () -> status(work));
      work.heardBy(port.host());
      switch (status) {
        case WAITING -> sink.queued(1);
        case WORKING -> {
          sink.started();
          sink.log(new LogLine("INFO", "step " + world.universe.nanos(), java.time.Instant.EPOCH));
        }
        case OVER -> {
          return fetch(work, sink, call);
        }
      }
      pause(call);
    }
  }

  /** Between two looks; a call that is ended does not wait. */
  private void pause(Call call) throws ProviderException, InterruptedException {
    try {
      new Exchange<Status>(port.host(), call)
          .await(port.between(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    } catch (ProviderException e) {
      if (e.failure().fault() == Fault.ABORTED || call.deadline().passed()) {
        throw e;
      }
    }
  }

  private Outcome fetch(Work work, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    sink.started();
    if (work.ending() != Work.Ending.MADE) {
      throw failed(work);
    }
    sink.finished();
    boolean there = ask("result", call, () -> !weather.strikes(weather.resultUnreachable));
    if (!there) {
      throw failure(Fate.FAILED_BILLED, Fault.RESULT_UNREACHABLE);
    }
    deliver(work, sink, Fate.FAILED_BILLED);
    return made();
  }

  @Override
  public CancelReply cancel(Handle handle, Call call)
      throws ProviderException, InterruptedException {
    Work work = world.ledger.work(handle).orElseThrow();
    return ask(
        "cancel",
        call,
        () -> {
          long now = world.universe.nanos();
          if (work.isOver(now)) {
            return CancelReply.ALREADY_OVER;
          }
          if (now < work.startNanos || world.random.nextBoolean()) {
            work.cancel(now);
          }
          return CancelReply.REQUESTED;
        });
  }

  @Override
  public Reconciliation find(LostAttempt lost, Call call)
      throws ProviderException, InterruptedException {
    return ask("find", call, () -> look(lost.key()));
  }

  private Reconciliation look(AttemptKey attempt) {
    if (!weather.listed) {
      return new Reconciliation.CannotTell();
    }
    Optional<Post> post = world.ledger.post(attempt);
    if (post.isEmpty() || !post.get().isSettled()) {
      return new Reconciliation.CannotTell();
    }
    return post.get()
        .work()
        .map(work ->
            world.universe.nanos() >= work.listedNanos
                ? new Reconciliation.Found(work.handle)
                : new Reconciliation.CannotTell())
        .orElseGet(Reconciliation.Absent::new);
  }
}
