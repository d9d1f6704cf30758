package dev.easel.server.job.simulation;

import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fate;
import dev.easel.spi.Handle;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.ResultSink;
import java.time.Duration;

/** Answers when the work is done, and keeps nothing by which it could be found again. */
final class SynchronousSeller extends SimulatedSeller {
  SynchronousSeller(World world, Port port, Link link) {
    super(world, port, link);
  }

  @Override
  Outcome buy(int images, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    Work work = send(images, call);
    sink.started();
    if (work.ending() != Work.Ending.MADE) {
      throw failed(work);
    }
    deliver(work, sink, Fate.FAILED_BILLED);
    return made();
  }

  @Override
  boolean silent() {
    return true;
  }

  @Override
  Duration patience() {
    return Duration.ofSeconds(150);
  }

  @Override
  Duration replyAfter(Work work) {
    return Duration.ofNanos(Math.max(0, work.endNanos() - world.universe.nanos()));
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call) {
    throw new IllegalStateException("this seller gives no handles: " + handle);
  }

  @Override
  public CancelReply cancel(Handle handle, Call call) {
    return CancelReply.NOT_SUPPORTED;
  }

  @Override
  public Reconciliation find(LostAttempt lost, Call call) {
    return new Reconciliation.Untraceable();
  }
}
